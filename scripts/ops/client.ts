// The platform's API as operators use it: at ASSAY_URL, with the function key ASSAY_KEY or the Entra ID token ASSAY_TOKEN.

export type Client = <T>(method: string, path: string, body?: unknown) => Promise<T>;

const local = ['127.0.0.1', 'localhost', '[::1]'];

/** Calls throw an Error that people can read when a setting is missing, there is no answer, or a refusal. */
export function connectApi(env: NodeJS.ProcessEnv): Client {
  return async (method, path, body) => {
    const root = new URL(env.ASSAY_URL || 'http://127.0.0.1:7071');
    const headers = { ...credentials(env, root), 'content-type': 'application/json' };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(new URL(path, root), init).catch((error: Error) => {
      throw new Error(`${root.host} does not answer: ${error.cause ?? error.message}`);
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    throw new Error(detailOf(text) ?? `${root.host} answered ${response.status} ${text}`);
  };
}

function credentials(env: NodeJS.ProcessEnv, { hostname, host }: URL): Record<string, string> {
  if (env.ASSAY_TOKEN) return { authorization: `Bearer ${env.ASSAY_TOKEN}` };
  if (env.ASSAY_KEY) return { 'x-functions-key': env.ASSAY_KEY };
  if (local.includes(hostname)) return { 'x-functions-key': 'local-function-key' };
  throw new Error(
    `set ASSAY_TOKEN to a token for ${host} (az account get-access-token --resource api://<client id> --query accessToken --output tsv)`,
  );
}

function detailOf(text: string): string | null {
  try {
    const { title, detail, parameter } = JSON.parse(text) as Record<string, string | undefined>;
    const where = parameter === undefined ? '' : ` (${parameter})`;
    return detail === undefined ? null : `${title}${where}: ${detail}`;
  } catch {
    return null;
  }
}
