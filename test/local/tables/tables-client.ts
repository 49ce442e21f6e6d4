// Microsoft's clients against a table service of this test run.
import { randomBytes } from 'node:crypto';
import { AzureNamedKeyCredential, RestError, TableClient, TableServiceClient } from '@azure/data-tables';

const ACCOUNT = 'devstoreaccount1';

const credential = () => new AzureNamedKeyCredential(ACCOUNT, randomBytes(32).toString('base64'));
const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };

export function tableClient(port: number, table: string): TableClient {
  return new TableClient(`http://127.0.0.1:${port}/${ACCOUNT}`, table, credential(), options);
}

export function serviceClient(port: number, account = ACCOUNT): TableServiceClient {
  return new TableServiceClient(
    `http://127.0.0.1:${port}/${account}`,
    new AzureNamedKeyCredential(account, randomBytes(32).toString('base64')),
    options,
  );
}

/** Status, code and the first line of the message of the error that the call must end with. */
export async function errorOf(
  call: Promise<unknown>,
): Promise<{ status?: number; code?: string; message: string }> {
  const error = await call.then(
    () => new Error('no error'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RestError)) throw error;
  const details = error.details as
    | { odataError?: { code?: string; message?: { value?: string } } }
    | undefined;
  const message = details?.odataError?.message?.value ?? error.message;
  return {
    ...(error.statusCode !== undefined && { status: error.statusCode }),
    ...((error.code ?? details?.odataError?.code) !== undefined && {
      code: details?.odataError?.code ?? error.code ?? '',
    }),
    message: message.split('\n', 1)[0] ?? '',
  };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
