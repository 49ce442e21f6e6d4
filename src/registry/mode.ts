// Whether a subject may be written: READWRITE unless it, or all of them, are set otherwise.

import { refusal } from './registry-error.ts';
import type { Mode, RegistryState } from './registry-state.ts';
import { settingInScope } from './registry-state.ts';

/** READONLY_OVERRIDE for all stands above what a subject says. */
export function modeInScope(state: RegistryState, subject: string): Mode {
  if (state.settings.mode === 'READONLY_OVERRIDE') return 'READONLY_OVERRIDE';
  return settingInScope(state, subject, 'mode', 'READWRITE');
}

/** Throws 42205; `subject` is null for what is set for all. */
export function demandWritable(state: RegistryState, subject: string | null): void {
  const mode = subject === null ? (state.settings.mode ?? 'READWRITE') : modeInScope(state, subject);
  if (mode === 'READONLY' || mode === 'READONLY_OVERRIDE')
    throw refusal.notPermitted(
      subject === null ? 'The registry is in read-only mode' : `Subject ${subject} is in read-only mode`,
    );
}
