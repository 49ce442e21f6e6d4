import { type Theme, theme } from '../theme.ts';

const choices: readonly { value: Theme; name: string }[] = [
  { value: 'system', name: 'Auto' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
];

export function ThemeSwitch() {
  return (
    <fieldset class="segments theme">
      <legend class="unseen">Colours</legend>
      {choices.map(({ value, name }) => (
        <label key={value}>
          <input
            type="radio"
            name="theme"
            value={value}
            checked={theme.value === value}
            onChange={() => {
              theme.value = value;
            }}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
