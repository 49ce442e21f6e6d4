// Light, dark, or as the system says. Kept in this browser.

import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const name = 'assay-theme';
const kept = localStorage.getItem(name);

export const theme = signal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system');

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Grows when colours change, whoever changed them: what draws on a canvas depends on it. */
export const colours = signal(0);

effect(() => {
  if (theme.value === 'system') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(name);
  } else {
    document.documentElement.dataset.theme = theme.value;
    localStorage.setItem(name, theme.value);
  }
  colours.value = colours.peek() + 1;
});

systemIsDark.addEventListener('change', () => {
  colours.value = colours.peek() + 1;
});

/** What a custom property, as in `--accent`, is now, in a form that a canvas takes. */
export function colourOf(property: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
