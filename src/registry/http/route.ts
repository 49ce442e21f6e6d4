// What a route of the registry is: who may call it, and what it answers or decides from the whole state.

import type { Access } from '../../access.ts';
import type { Outcome, RegistryState } from '../registry-state.ts';
import type { RegistryRequest } from './request.ts';

/** A text that is answered as it is, without quotes: `/schema` gives the schema itself. */
export const raw = (text: string) => ({ raw: text });

export type Parameters = { subject: string; version: string; id: string };
export type Ask = (state: RegistryState, parameters: Parameters, request: RegistryRequest) => unknown;
export type Decide = (
  state: RegistryState,
  parameters: Parameters,
  request: RegistryRequest,
) => Outcome<unknown>;

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access: Access;
} & ({ readonly ask: Ask } | { readonly decide: Decide });

export const reader = 'schema-reader';
export const versionsPath = 'subjects/{subject}/versions';
