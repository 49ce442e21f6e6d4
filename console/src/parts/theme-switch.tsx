import { theme } from '../theme.ts';
import { Segments } from './segments.tsx';

const choices = [
  { value: 'system', name: 'Auto' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
] as const;

export function ThemeSwitch() {
  return (
    <div class="theme">
      <Segments
        name="Colours"
        choices={choices}
        value={theme.value}
        onChoose={value => {
          theme.value = value;
        }}
      />
    </div>
  );
}
