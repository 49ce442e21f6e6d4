// Where this process keeps what SQL needs on local disk: a folder of its own, and in it one for each query that runs.

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

export type Workspace = {
  root: string;
  /** A new folder for one query. */
  queryFolder(): Promise<string>;
};

const prefix = 'sql-';

/** Makes the folder, and removes those that processes which have ended left behind. */
export async function openWorkspace(folder: string): Promise<Workspace> {
  await mkdir(folder, { recursive: true });
  const abandoned = (await readdir(folder)).filter(name => name.startsWith(prefix) && !isRunning(name));
  await Promise.all(abandoned.map(name => remove(join(folder, name))));
  const root = await mkdtemp(join(folder, `${prefix}${process.pid}-`));
  return { root, queryFolder: () => mkdtemp(join(root, 'query-')) };
}

/** What cannot be removed now is removed at the next start. */
export async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => {});
}

function isRunning(name: string): boolean {
  const pid = Number(name.slice(prefix.length).split('-')[0]);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
