// Who is looking. Locally a function key, which `npm start` puts behind the # of the address: the browser sends that part
// to nobody, and it is taken out of the address at once. In Azure a token of Entra ID. Neither is ever in a cookie, so
// that no other site can make this browser change anything.

import { root } from './paths.ts';
import { type Settings, settings, signInWanted } from './sign-in.ts';

const keyName = 'assay-function-key';

/** Takes the key out of the address, if there is one, and learns how this host wants its callers to show who they are. */
export async function beginSession(): Promise<void> {
  const [, key] = /^#key=(.+)$/.exec(location.hash) ?? [];
  if (key !== undefined) {
    sessionStorage.setItem(keyName, decodeURIComponent(key));
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  const answer = await fetch(`${root}/settings.json`);
  if (!answer.ok) throw new Error(`${root}/settings.json answered ${answer.status}`);
  const found: Settings = await answer.json();
  if (found.authentication === 'entra') {
    const { finishSignIn } = await import('./entra.ts');
    await finishSignIn(found);
  } else if (sessionStorage.getItem(keyName) === null)
    signInWanted.value = 'This console has no function key yet.';
  settings.value = found;
}

/** Uses this function key from now on, in this tab. */
export function useKey(key: string): void {
  sessionStorage.setItem(keyName, key);
  signInWanted.value = null;
}

/** `fetch` as whoever is signed in. Asks to sign in when the API does not know the caller. */
export async function authorizedFetch(request: Request): Promise<Response> {
  for (const [name, value] of Object.entries(await credentials())) request.headers.set(name, value);
  const answer = await fetch(request);
  if (answer.status === 401)
    signInWanted.value =
      settings.value?.authentication === 'entra'
        ? 'Your sign-in has ended, or this API does not take it.'
        : 'The API does not take this function key.';
  return answer;
}

/** Headers by which the API knows who asks. */
export async function credentials(): Promise<Record<string, string>> {
  const how = settings.value;
  if (how?.authentication === 'entra') {
    const { accessToken } = await import('./entra.ts');
    const token = await accessToken(how);
    return token === null ? {} : { authorization: `Bearer ${token}` };
  }
  const key = sessionStorage.getItem(keyName);
  return key === null ? {} : { 'x-functions-key': key };
}
