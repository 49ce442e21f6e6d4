// Each tier reads every hub by a consumer group of its own, so that neither can hold the other up.

export const consumerGroups = { bronze: 'bronze', refine: 'refine' } as const;
