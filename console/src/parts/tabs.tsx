// Parts of a view that are looked at one at a time. Each has its address: `?show=<part>`.

import { useLocation } from 'preact-iso';

type TabsProps<Part extends string> = {
  label: string;
  parts: readonly { part: Part; name: string }[];
  shown: Part;
};

/** Which part the address asks for; the first where it asks for none. */
export function usePart<Part extends string>(parts: readonly { part: Part }[]): Part {
  const { query } = useLocation();
  const [first] = parts;
  const found = parts.find(({ part }) => part === query.show) ?? first;
  if (!found) throw new Error('there is no part to show');
  return found.part;
}

export function Tabs<Part extends string>({ label, parts, shown }: TabsProps<Part>) {
  const { path } = useLocation();
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {parts.map(({ part, name }, index) => (
          <li key={part}>
            <a
              href={index === 0 ? path : `${path}?show=${part}`}
              aria-current={part === shown ? 'page' : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
