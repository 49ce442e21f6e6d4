// /api/registry/…: the schema registry, by Confluent's REST API. Who may call which route is said in
// src/registry/http/routes.ts: readers of schemas read and check, publishers register, operators delete.

import { registerTree } from '../src/http-function.ts';

registerTree('registry', 'registry', ['GET', 'POST', 'PUT', 'DELETE'], ({ registry }, request) =>
  registry(request, request.demand),
);
