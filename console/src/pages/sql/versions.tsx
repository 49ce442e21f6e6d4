// Time travel: of each lake table that the query names, which version is read. Nothing given means the newest.

import type { Table } from './named-tables.ts';

type VersionsProps = {
  tables: readonly Table[];
  versions: Record<string, number>;
  change: (versions: Record<string, number>) => void;
};

export function Versions({ tables, versions, change }: VersionsProps) {
  const versioned = tables.filter(({ version }) => version !== null);
  if (versioned.length === 0) return null;
  const set = (name: string, text: string) => {
    const { [name]: _before, ...others } = versions;
    const version = Number(text);
    change(
      text !== '' && Number.isSafeInteger(version) && version >= 0 ? { ...others, [name]: version } : others,
    );
  };
  return (
    <fieldset class="versions">
      <legend class="unseen">Versions that are read</legend>
      {versioned.map(({ name, version }) => (
        <label key={name}>
          <code>{name}</code> at version{' '}
          <input
            type="number"
            min={0}
            max={version ?? undefined}
            placeholder={`newest (${version})`}
            value={versions[name] ?? ''}
            onInput={event => set(name, event.currentTarget.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
