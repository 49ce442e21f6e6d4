// Answers about what is really there are as the document says: schemathesis guesses no key that has rows.

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { keyHeaders } from '../../../local/platform/function-apps.ts';
import { same } from '../checks.ts';
import type { Context } from '../context.ts';

type Parameter = { name: string; in: string; required?: boolean; schema?: { enum?: string[] } };
type Operation = { parameters?: Parameter[] };
type Document = { paths: Record<string, { get?: Operation }> };

/** `root` is that of the API. */
export async function realAnswers(check: Context['check'], root: string): Promise<void> {
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${root}${path}`, { ...init, headers: keyHeaders });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      body: await response.json(),
    };
  };
  const document = (await ask('/openapi.json')).body as Document;
  const isAsDescribed = createJudge(document);
  const gets = Object.entries(document.paths).flatMap(([path, { get }]) =>
    get ? [[path, get] as const] : [],
  );

  await check('what can be asked without a key is as described', async () => {
    const asked: string[] = [];
    for (const [template, { parameters = [] }] of gets) {
      if (template === '/metrics' || parameters.some(needsAKey)) continue;
      for (const path of pathsOf(template, parameters)) {
        asked.push(path);
        isAsDescribed(template, path, await ask(path));
      }
    }
    same('whether there are many', asked.length > 40, true);
  });

  await check('gold and features of real keys are as described', async () => {
    let withRows = 0;
    for (const [template, { parameters = [] }] of gets) {
      const [, model] = /^\/gold\/(\w+)$/.exec(template) ?? [];
      if (model === undefined) continue;
      const key = parameters
        .filter(({ name, in: place }) => place === 'query' && isKey(name))
        .map(({ name }) => name);
      const found = await ask('/sql', {
        method: 'POST',
        body: JSON.stringify({ sql: `select ${key.join(', ')} from gold.${model} limit 1` }),
      });
      const [row] = (found.body as { rows?: Record<string, unknown>[] }).rows ?? [];
      if (!row) continue;
      const query = new URLSearchParams(key.map((name): [string, string] => [name, String(row[name])]));
      const answer = await ask(`/gold/${model}?${query}`);
      isAsDescribed(template, `/gold/${model}?${query}`, answer);
      if ((answer.body as { rows: unknown[] }).rows.length > 0) withRows += 1;
    }
    same('whether models have rows', withRows > 5, true);
  });
}

const isKey = (name: string) => !['from', 'to', 'grain', 'limit', 'continuation'].includes(name);

const needsAKey = ({ required, schema }: Parameter) => required === true && schema?.enum === undefined;

/** One path for each value that a parameter of it may have. */
function pathsOf(template: string, parameters: readonly Parameter[]): string[] {
  const inPath = parameters.find(parameter => parameter.in === 'path');
  if (!inPath) return [template];
  return (inPath.schema?.enum ?? []).map(value => template.replace(`{${inPath.name}}`, value));
}

type Answered = { status: number; type: string; body: unknown };

/** Throws an Error that names the path when an answer is not as described. */
function createJudge(document: Document) {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'document', ...document });
  return (template: string, path: string, { status, type, body }: Answered): void => {
    const steps = [
      'paths',
      template,
      'get',
      'responses',
      String(status),
      'content',
      type.split(';')[0] ?? '',
      'schema',
    ];
    const pointer = steps.map(step => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
    const validate = ajv.getSchema(`document#/${pointer.join('/')}`);
    if (!validate) throw new Error(`${path} answers ${status} ${type}, which is not described`);
    if (!validate(body)) throw new Error(`${path} answers ${ajv.errorsText(validate.errors)}`);
    if (status !== 200) throw new Error(`${path} answers ${status}`);
  };
}
