// Reads an Event Hubs connection string, and says what is wrong with one that cannot be used.

export interface EventHubsConnection {
  host: string;
  port: number;
  /** False for the development emulator, which speaks AMQP without TLS. */
  tls: boolean;
  keyName: string;
  key: string;
}

function parts(text: string): Map<string, string> {
  const pairs = text.split(';').filter(part => part.trim() !== '');
  return new Map(
    pairs.map(pair => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim().toLowerCase(), pair.slice(at + 1).trim()];
    }),
  );
}

/** @throws with the name of the part that is missing or wrong; never with the key */
export function parseConnectionString(text: string): EventHubsConnection {
  const fields = parts(text);
  const need = (name: string): string => {
    const value = fields.get(name.toLowerCase());
    if (!value) throw new Error(`the Event Hubs connection string has no ${name}`);
    return value;
  };
  const endpoint = need('Endpoint');
  if (!URL.canParse(endpoint))
    throw new Error(`the Event Hubs connection string's Endpoint is no URL: ${endpoint}`);
  const { hostname, port } = new URL(endpoint.replace(/^sb:/i, 'http:'));
  const emulator = fields.get('usedevelopmentemulator') === 'true';
  return {
    host: hostname,
    port: port ? Number(port) : emulator ? 5672 : 5671,
    tls: !emulator,
    keyName: need('SharedAccessKeyName'),
    key: need('SharedAccessKey'),
  };
}
