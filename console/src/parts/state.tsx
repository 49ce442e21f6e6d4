// How something is, by shape, colour and word: nobody has to tell colours apart.

import type { ComponentChildren } from 'preact';

export type Mood = 'ok' | 'attention' | 'trouble' | 'idle';

export const moodWords: Record<Mood, string> = {
  ok: 'well',
  attention: 'needs a look',
  trouble: 'in trouble',
  idle: 'idle',
};

export function State({ mood, children }: { mood: Mood; children?: ComponentChildren }) {
  return <span class={`state ${mood}`}>{children ?? moodWords[mood]}</span>;
}
