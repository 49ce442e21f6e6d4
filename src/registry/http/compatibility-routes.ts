// Whether a schema may follow, without registering it.

import { incompatibilities } from '../compatible.ts';
import { demandVersion, readVersion, versionsOf } from '../names.ts';
import { readSchema } from '../read-schema.ts';
import { RegistryError } from '../registry-error.ts';
import { type RegistryState, settingInScope } from '../registry-state.ts';
import { flag, readObject } from './request.ts';
import { type Ask, type Parameters, type Route, reader, versionsPath } from './route.ts';

const checkAgainst =
  (versions: (state: RegistryState, parameters: Parameters) => ReturnType<typeof versionsOf>): Ask =>
  (state, parameters, request) => {
    const verbose = flag(request.query, 'verbose');
    const { subject } = parameters;
    const previous = versions(state, parameters);
    const answer = (messages: string[]) => ({
      is_compatible: messages.length === 0,
      ...(verbose ? { messages } : {}),
    });
    try {
      const normalize =
        flag(request.query, 'normalize') || settingInScope(state, subject, 'normalize', false);
      const read = readSchema(state, readObject(request), normalize);
      return answer(incompatibilities(state, subject, read, previous));
    } catch (error) {
      // As in Confluent's registry: who asks for the reasons is told this one too.
      if (verbose && error instanceof RegistryError && error.code === 42201) return answer([error.message]);
      throw error;
    }
  };

/** A subject without versions may get any schema as its next one, but has no version by number. */
const oneVersion = (state: RegistryState, { subject, version }: Parameters) => {
  const name = readVersion(version);
  if (name === 'latest') return versionsOf(state, subject, false).slice(-1);
  return [demandVersion(state, subject, name, false)];
};

export const compatibilityRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `compatibility/${versionsPath}/{version}`,
    access: reader,
    ask: checkAgainst(oneVersion),
  },
  {
    method: 'POST',
    path: `compatibility/${versionsPath}`,
    access: reader,
    ask: checkAgainst((state, { subject }) => versionsOf(state, subject, false)),
  },
];
