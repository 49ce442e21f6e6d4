// A client of live answers, as the API's description tells it to behave: reads events, keeps rows, and nothing else.

export type ServerEvent = { event: string; id?: string; data: Record<string, unknown> };

type Row = Record<string, unknown>;

/** Parses text/event-stream as it comes (html.spec.whatwg.org, 9.2.6), as far as this server writes it. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}

function parseEvent(block: string): ServerEvent {
  const fields = new Map(
    block.split('\n').map(line => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const id = fields.get('id');
  return {
    event: fields.get('event') ?? 'message',
    ...(id === undefined ? {} : { id }),
    data: JSON.parse(fields.get('data') ?? 'null'),
  };
}

export type Followed = {
  apply(event: ServerEvent): void;
  rows(): Row[];
  lastEventId: string | undefined;
  version: number | undefined;
  watermark: Record<string, number>;
  /** Rows that a `change` brought and that were here already, as they are. */
  repeated: number;
};

export function followRows(windowColumn: string | null): Followed {
  const groups = new Map<string, Row[]>();
  let identity: string[] = [];
  const groupOf = (row: Row) => JSON.stringify(identity.map(column => row[column]));

  function replace(rows: Row[]): void {
    for (const [group, own] of Map.groupBy(rows, groupOf)) {
      if (JSON.stringify(groups.get(group)) === JSON.stringify(own)) followed.repeated += own.length;
      groups.set(group, own);
    }
  }

  const followed: Followed = {
    lastEventId: undefined,
    version: undefined,
    watermark: {},
    repeated: 0,
    apply: ({ event, id, data }) => {
      if (id !== undefined) followed.lastEventId = id;
      if (event !== 'rows' && event !== 'change') return;
      followed.version = data.version as number;
      followed.watermark = data.watermark as Record<string, number>;
      if (event === 'rows') {
        identity = data.identity as string[];
        groups.clear();
        for (const [group, own] of Map.groupBy(data.rows as Row[], groupOf)) groups.set(group, own);
      } else {
        replace(data.rows as Row[]);
        for (const gone of data.removed as Row[]) groups.delete(groupOf(gone));
      }
      if (windowColumn === null || data.from === null) return;
      for (const [group, [row]] of groups)
        if (String(row?.[windowColumn]) < String(data.from)) groups.delete(group);
    },
    rows: () => [...groups.values()].flat().sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
  return followed;
}

export const inOrder = (rows: Row[]) =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
