// A source.json that loads, with what a test says of its one type.

export const source = (type: object = {}, more: object = {}) => ({
  ...{ title: 'Shop', description: 'A shop.', owner: 'shop', hub: 'shop', partitions: 1 },
  encoding: 'cloudevents',
  types: {
    'shop.sale': {
      ...{ table: 'shop_sale', description: 'A sale.', schema: 'sale.schema.json' },
      ...{ key: ['id'], time: '/id', expectations: [], ...type },
    },
  },
  ...more,
});
