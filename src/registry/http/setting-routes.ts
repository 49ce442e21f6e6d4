// Levels of compatibility and modes, of a subject and of all.

import {
  deleteConfig,
  deleteMode,
  globalConfig,
  globalMode,
  setConfig,
  setMode,
  subjectConfig,
  subjectMode,
} from '../settings.ts';
import { flag, readBody, readObject } from './request.ts';
import { type Route, reader } from './route.ts';

export const settingRoutes: readonly Route[] = [
  { method: 'GET', path: 'config', access: reader, ask: globalConfig },
  {
    method: 'GET',
    path: 'config/{subject}',
    access: reader,
    ask: (state, { subject }, { query }) => subjectConfig(state, subject, flag(query, 'defaultToGlobal')),
  },
  {
    method: 'PUT',
    path: 'config',
    access: 'operator',
    decide: (state, _, request) => setConfig(state, null, readBody(request)),
  },
  {
    method: 'PUT',
    path: 'config/{subject}',
    access: 'publisher',
    decide: (state, { subject }, request) => setConfig(state, subject, readBody(request)),
  },
  { method: 'DELETE', path: 'config', access: 'operator', decide: state => deleteConfig(state, null) },
  {
    method: 'DELETE',
    path: 'config/{subject}',
    access: 'publisher',
    decide: (state, { subject }) => deleteConfig(state, subject),
  },
  { method: 'GET', path: 'mode', access: reader, ask: globalMode },
  {
    method: 'GET',
    path: 'mode/{subject}',
    access: reader,
    ask: (state, { subject }, { query }) => subjectMode(state, subject, flag(query, 'defaultToGlobal')),
  },
  {
    method: 'PUT',
    path: 'mode',
    access: 'operator',
    decide: (state, _, request) => setMode(state, null, readObject(request), flag(request.query, 'force')),
  },
  {
    method: 'PUT',
    path: 'mode/{subject}',
    access: 'operator',
    decide: (state, { subject }, request) =>
      setMode(state, subject, readObject(request), flag(request.query, 'force')),
  },
  { method: 'DELETE', path: 'mode', access: 'operator', decide: state => deleteMode(state, null) },
  {
    method: 'DELETE',
    path: 'mode/{subject}',
    access: 'operator',
    decide: (state, { subject }) => deleteMode(state, subject),
  },
];
