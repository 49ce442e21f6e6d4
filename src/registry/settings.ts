// Config and mode, of all subjects or of one.

import { isObject, type Json, type JsonObject } from '../json.ts';
import { LEVELS, type Level } from './compatibility/check-compatibility.ts';
import { defaultLevel } from './compatible.ts';
import { demandWritable, modeInScope } from './mode.ts';
import { versionsOf } from './names.ts';
import { refusal } from './registry-error.ts';
import {
  type Change,
  MODES,
  type Mode,
  type Outcome,
  type RegistryState,
  type Settings,
  subjectOf,
} from './registry-state.ts';

type Config = { compatibilityLevel?: Level; compatibilityPolicy?: 'STRICT' | 'LENIENT'; normalize?: boolean };

const configOf = ({ compatibility, policy, normalize }: Settings): Config => ({
  ...(compatibility === undefined ? {} : { compatibilityLevel: compatibility }),
  ...(policy === undefined ? {} : { compatibilityPolicy: policy === 'strict' ? 'STRICT' : 'LENIENT' }),
  ...(normalize === undefined ? {} : { normalize }),
});

const hasConfig = (settings: Settings) => Object.keys(configOf(settings)).length > 0;

export function globalConfig({ settings }: RegistryState): Config {
  return configOf({ compatibility: defaultLevel, ...settings });
}

/** Throws 40408 when the subject has none of its own and the one of all is not asked for. */
export function subjectConfig(state: RegistryState, subject: string, defaultToGlobal: boolean): Config {
  const { settings } = subjectOf(state, subject);
  if (hasConfig(settings) && !defaultToGlobal)
    return configOf({ compatibility: defaultLevelOf(state), ...settings });
  if (!defaultToGlobal) throw refusal.noCompatibility(subject);
  return configOf({ compatibility: defaultLevel, ...state.settings, ...settings });
}

const defaultLevelOf = ({ settings }: RegistryState) => settings.compatibility ?? defaultLevel;

/** What is not said stays. Throws 42203 for a level, a policy or a field that is not known. `subject` null is all. */
export function setConfig(state: RegistryState, subject: string | null, body: Json): Outcome<Json> {
  demandWritable(state, subject);
  return { answer: body, change: merged(state, subject, readConfig(body)) };
}

function readConfig(body: Json): Settings {
  if (!isObject(body)) throw refusal.invalidCompatibility('The config must be an object');
  const {
    compatibility = null,
    compatibilityLevel = null,
    compatibilityPolicy = null,
    normalize = null,
    ...others
  } = body;
  const level = compatibility ?? compatibilityLevel;
  const [other] = Object.entries(others).find(([, value]) => value !== null && value !== false) ?? [];
  if (other !== undefined) throw refusal.invalidCompatibility(`"${other}" is not supported by this registry`);
  if (level === null && compatibilityPolicy === null && normalize === null)
    throw refusal.invalidCompatibility(invalidLevel);
  return {
    ...(level === null ? {} : { compatibility: readLevel(level) }),
    ...(compatibilityPolicy === null ? {} : { policy: readPolicy(compatibilityPolicy) }),
    ...(normalize === null ? {} : { normalize: normalize === true }),
  };
}

const invalidLevel = `Invalid compatibility level. Valid values are ${LEVELS.join(', ')}`;

function readLevel(value: Json): Level {
  const level = LEVELS.find(candidate => candidate === String(value).toUpperCase());
  if (level === undefined) throw refusal.invalidCompatibility(invalidLevel);
  return level;
}

function readPolicy(value: Json): 'strict' | 'lenient' {
  const policy = String(value).toLowerCase();
  if (policy === 'strict' || policy === 'lenient') return policy;
  throw refusal.invalidCompatibility('Invalid compatibility policy. Valid values are STRICT, LENIENT');
}

/** Answers what was set. Throws 40401 when nothing was set for the subject. */
export function deleteConfig(state: RegistryState, subject: string | null): Outcome<Config> {
  demandWritable(state, subject);
  const { settings } = subject === null ? state : subjectOf(state, subject);
  if (subject !== null && !hasConfig(settings)) throw refusal.subjectNotFound(subject);
  const answer = subject === null ? globalConfig(state) : subjectConfig(state, subject, false);
  const { mode } = settings;
  return { answer, change: replaced(state, subject, mode === undefined ? {} : { mode }) };
}

export function globalMode({ settings }: RegistryState): { mode: Mode } {
  return { mode: settings.mode ?? 'READWRITE' };
}

/** Throws 40409 when the subject has none of its own and the one of all is not asked for. */
export function subjectMode(state: RegistryState, subject: string, defaultToGlobal: boolean): { mode: Mode } {
  const { mode } = subjectOf(state, subject).settings;
  if (defaultToGlobal) return { mode: modeInScope(state, subject) };
  if (mode === undefined) throw refusal.noMode(subject);
  return { mode };
}

/** Throws 42204, and 42205 for IMPORT where schemas are, unless it is forced. */
export function setMode(
  state: RegistryState,
  subject: string | null,
  body: JsonObject,
  force: boolean,
): Outcome<{ mode: Mode }> {
  const mode = MODES.find(candidate => candidate === String(body.mode).toUpperCase());
  if (mode === undefined) throw refusal.invalidMode(`Invalid mode. Valid values are ${MODES.join(', ')}`);
  const subjects = subject === null ? [...state.subjects.keys()] : [subject];
  if (mode === 'IMPORT' && !force && subjects.some(name => versionsOf(state, name, true).length > 0))
    throw refusal.notPermitted('Cannot import since found existing subjects');
  return { answer: { mode }, change: merged(state, subject, { mode }) };
}

/** Throws 40401 when nothing was set for the subject. */
export function deleteMode(state: RegistryState, subject: string | null): Outcome<{ mode: Mode }> {
  const { settings } = subject === null ? state : subjectOf(state, subject);
  if (subject !== null && settings.mode === undefined) throw refusal.subjectNotFound(subject);
  const { mode = 'READWRITE', ...others } = settings;
  return { answer: { mode }, change: replaced(state, subject, others) };
}

function merged(state: RegistryState, subject: string | null, settings: Settings): Change {
  const { settings: old } = subject === null ? state : subjectOf(state, subject);
  return replaced(state, subject, { ...old, ...settings });
}

function replaced(state: RegistryState, subject: string | null, settings: Settings): Change {
  return subject === null ? { settings } : { subject: { ...subjectOf(state, subject), settings } };
}
