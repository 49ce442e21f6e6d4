// Entity group transactions on the wire: multipart/mixed around one changeset, each part an HTTP request.
//
//   --batch_…      Content-Type: multipart/mixed; boundary=changeset_…
//   --changeset_…  Content-Type: application/http          ← once per operation
//                  POST http://…/table HTTP/1.1
//                  header: value …
//                  <empty line> body
//   --changeset_…--  --batch_…--
// Source: learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
import { invalidInput } from './table-error.ts';

export interface BatchPart {
  method: string;
  /** Path and query. */
  url: string;
  ifMatch: string | undefined;
  body: string;
}

export interface PartAnswer {
  status: number;
  headers: string[];
  /** Only errors have one. */
  body: string | undefined;
}

const REASONS: Record<number, string> = {
  204: 'No Content',
  400: 'Bad Request',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
};

/** @throws TableError InvalidInput when the message is not a batch of requests */
export function parseBatch(message: string): BatchPart[] {
  const boundary = /boundary=["']?(changeset_[^\s"';]+)/i.exec(message)?.[1];
  if (boundary === undefined) throw invalidInput('The batch has no changeset.');
  const delimiter = `--${boundary}`;
  const parts: BatchPart[] = [];
  let start = message.indexOf(delimiter);
  while (start !== -1) {
    start += delimiter.length;
    if (message.startsWith('--', start)) return parts;
    const end = message.indexOf(`\n${delimiter}`, start);
    if (end === -1) break;
    parts.push(parsePart(message.slice(start, end)));
    start = end + 1;
  }
  throw invalidInput('The changeset has no end.');
}

/** The answer's body: `202 Accepted` around one part per operation, or around the first error alone. */
export function batchAnswer(id: string, answers: PartAnswer[]): string {
  const parts = answers.map(
    ({ status, headers, body }) =>
      `--changesetresponse_${id}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n` +
      `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}\r\n${headers.join('\r\n')}\r\n\r\n${body ?? ''}\r\n`,
  );
  return (
    `--batchresponse_${id}\r\nContent-Type: multipart/mixed; boundary=changesetresponse_${id}\r\n\r\n` +
    `${parts.join('')}--changesetresponse_${id}--\r\n--batchresponse_${id}--\r\n`
  );
}

function parsePart(part: string): BatchPart {
  const requestLine = /\r?\n\r?\n([A-Z]+) (\S+) HTTP\/1\.1\r?\n/.exec(part);
  if (!requestLine) throw invalidInput('A part of the changeset is no HTTP request.');
  const [whole, method = '', url = ''] = requestLine;
  const headersFrom = requestLine.index + whole.length;
  const end = /\r?\n\r?\n/.exec(part.slice(headersFrom));
  const headers = end ? part.slice(headersFrom, headersFrom + end.index) : part.slice(headersFrom);
  const body = end ? part.slice(headersFrom + end.index + end[0].length).trim() : '';
  const ifMatch = /^if-match:[ \t]*(.*?)[ \t]*\r?$/im.exec(headers)?.[1];
  const override = /^x-http-method:[ \t]*(\w+)/im.exec(headers)?.[1];
  return { method: override ?? method, url: url.replace(/^https?:\/\/[^/]+/, ''), ifMatch, body };
}
