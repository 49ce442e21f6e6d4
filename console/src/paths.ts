// Where the console lives on its host. Every view has an address below it.

/** `/api/console`: what Vite was told in console/vite.config.ts, without the last slash. */
export const root: string = import.meta.env.BASE_URL.replace(/\/$/, '');

/** The API beside it: `/api`. */
export const apiRoot: string = root.slice(0, root.lastIndexOf('/'));

/** The address of a view, as in `at('/sources/pos')`, with each given search parameter. */
export function at(path: string, search: Record<string, string | number | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return `${root}${path}${text === '' ? '' : `?${text}`}`;
}
