// The tables that SQL may name, by schema, with their columns. A name that is chosen goes into the query.

import { useSignal } from '@preact/signals';
import type { Table } from './named-tables.ts';

type TableListProps = { tables: readonly Table[]; insert: (text: string) => void };

export function TableList({ tables, insert }: TableListProps) {
  const schemas = Map.groupBy(tables, ({ name }) => name.split('.')[0] ?? '');
  return (
    <div class="tables">
      {[...schemas].map(([schema, list]) => (
        <details key={schema} open={schema === 'gold' || schema === 'silver'}>
          <summary>
            {schema} <span class="quiet">{list.length}</span>
          </summary>
          <ul>
            {list.map(table => (
              <li key={table.name}>
                <OneTable table={table} insert={insert} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

const shortName = ({ name }: Table) => name.split('.')[1] ?? name;

/** Its columns are there only while it is open: all columns of all tables are thousands. */
function OneTable({ table, insert }: AboutProps) {
  const isOpen = useSignal(false);
  return (
    <details
      onToggle={event => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{shortName(table)}</summary>
      {isOpen.value && <About table={table} insert={insert} />}
    </details>
  );
}

type AboutProps = { table: Table; insert: (text: string) => void };

function About({ table, insert }: AboutProps) {
  const { name, description, version, columns, error } = table;
  return (
    <div class="about-table">
      {description !== null && <p>{description}</p>}
      <p class="quiet">
        {error ??
          (version === null ? 'As it is now: it has no versions.' : `Version ${version} is the newest.`)}
      </p>
      <button type="button" class="plain" onClick={() => insert(`${name} `)}>
        Insert {name}
      </button>
      <ul class="table-columns">
        {columns.map(column => (
          <li key={column.name} title={column.comment ?? undefined}>
            <button type="button" class="plain" onClick={() => insert(column.name)}>
              {column.name}
            </button>{' '}
            <span class="quiet">{column.type}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
