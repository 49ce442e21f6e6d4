// What is known about signing in, for whoever draws the page.

import { signal } from '@preact/signals';

export type Settings =
  | { authentication: 'key' }
  | { authentication: 'entra'; issuer: string; clientId: string; scope: string };

/** What the host says about signing in; null until it has answered. */
export const settings = signal<Settings | null>(null);

/** Why somebody has to sign in; null while nobody has to. */
export const signInWanted = signal<string | null>(null);
