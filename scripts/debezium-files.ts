// Debezium's configuration for every relational source, as files: `npm run debezium` writes debezium/ from the catalog, and
// test/deploy/debezium.test.ts fails when it is behind. One file each for Debezium Server and for Kafka Connect.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Source } from '../src/catalog/catalog.ts';
import { readCatalog } from '../src/package-files.ts';

export const debeziumFolder = join(import.meta.dirname, '..', 'debezium');

type Connector = 'postgresql' | 'sqlserver' | 'mysql';
type Properties = Record<string, string>;
/** How a file names what it must not hold: the address and the secrets of a database. */
type Reference = (name: 'host' | 'port' | 'user' | 'password') => string;

/** Which system each relational source is. */
const connectorOf: Record<string, Connector> = {
  customers: 'postgresql',
  inventory: 'postgresql',
  loyalty: 'postgresql',
  pricing: 'mysql',
  procurement: 'sqlserver',
  warehouse: 'sqlserver',
};

/** The text of every file, by its path in debezium/. Throws when a relational source has no connector. */
export function debeziumFiles(): Map<string, string> {
  const relational = readCatalog().sources.filter(({ encoding }) => encoding === 'debezium');
  return new Map(
    relational.flatMap(source => [
      [`server/${source.name}.properties`, serverFile(source)],
      [`connect/${source.name}.json`, connectFile(source)],
    ]),
  );
}

/** The connector's own properties, the same in both. */
function connectorProperties(source: Source, reference: Reference): Properties {
  const connector = connectorOf[source.name];
  if (!connector) throw new Error(`scripts/debezium-files.ts does not know which system "${source.name}" is`);
  const [database = ''] = source.types.map(({ name }) => name.split('.')[0]);
  const address = { host: reference('host'), port: reference('port') };
  return {
    'topic.prefix': source.name,
    'database.hostname': address.host,
    'database.port': address.port,
    'database.user': reference('user'),
    'database.password': reference('password'),
    ...ofConnector(connector, database, address, reference),
    'table.include.list': source.types.map(({ name }) => tableName(name)).join(','),
    // Every row once, from one consistent read, and then the log. Not again by itself: docs/debezium.md.
    'snapshot.mode': 'initial',
    'time.precision.mode': 'isostring',
    'decimal.handling.mode': 'string',
    'binary.handling.mode': 'base64',
    'tombstones.on.delete': 'false',
    'include.schema.changes': 'false',
    'provide.transaction.metadata': 'false',
  };
}

/** `pricing.price` is MySQL's, whose tables have no schema and keep their database; others are `<schema>.<table>`. */
function tableName(type: string): string {
  const parts = type.split('.');
  return parts.length === 3 ? parts.slice(1).join('.') : type;
}

function ofConnector(
  connector: Connector,
  database: string,
  { host, port }: { host: string; port: string },
  reference: Reference,
): Properties {
  if (connector === 'postgresql')
    return {
      'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
      'database.dbname': database,
      'database.sslmode': 'verify-full',
      'plugin.name': 'pgoutput',
      'publication.autocreate.mode': 'filtered',
    };
  const history = (url: string): Properties => ({
    'schema.history.internal': 'io.debezium.storage.jdbc.history.JdbcSchemaHistory',
    'schema.history.internal.jdbc.connection.url': url,
    'schema.history.internal.jdbc.connection.user': reference('user'),
    'schema.history.internal.jdbc.connection.password': reference('password'),
  });
  if (connector === 'sqlserver')
    return {
      'connector.class': 'io.debezium.connector.sqlserver.SqlServerConnector',
      'database.names': database,
      'database.encrypt': 'true',
      ...history(`jdbc:sqlserver://${host}:${port};databaseName=${database};encrypt=true`),
    };
  return {
    'connector.class': 'io.debezium.connector.mysql.MySqlConnector',
    'database.include.list': database,
    'database.ssl.mode': 'verify_identity',
    'database.server.id': '5400',
    ...history(`jdbc:mysql://${host}:${port}/${database}?sslMode=VERIFY_IDENTITY`),
  };
}

function jdbcUrl(source: Source, reference: Reference): string {
  const history = connectorProperties(source, reference)['schema.history.internal.jdbc.connection.url'];
  const [database = ''] = source.types.map(({ name }) => name.split('.')[0]);
  return (
    history ?? `jdbc:postgresql://${reference('host')}:${reference('port')}/${database}?sslmode=verify-full`
  );
}

/** Secrets and addresses come from the container's environment: in Container Apps, by `secretRef` to Key Vault. */
function serverFile(source: Source): string {
  const reference: Reference = name => environment(`DATABASE_${name.toUpperCase()}`);
  const position: Properties = {
    'offset.storage': 'io.debezium.storage.jdbc.offset.JdbcOffsetBackingStore',
    'offset.storage.jdbc.connection.url': jdbcUrl(source, reference),
    'offset.storage.jdbc.connection.user': reference('user'),
    'offset.storage.jdbc.connection.password': reference('password'),
  };
  const properties: Properties = {
    ...withPrefix('debezium.source.', { ...connectorProperties(source, reference), ...position }),
    'debezium.sink.type': 'eventhubs',
    'debezium.sink.eventhubs.authmode': 'default-azure-credential',
    'debezium.sink.eventhubs.fullyqualifiednamespace': `${environment('EVENT_HUBS_NAMESPACE')}.servicebus.windows.net`,
    'debezium.sink.eventhubs.hubname': source.hub,
    'debezium.format.value': 'json',
    'debezium.format.value.schemas.enable': 'false',
    'debezium.format.key': 'json',
    'debezium.format.key.schemas.enable': 'false',
  };
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}\n`);
  return `# ${source.title}. Written by \`npm run debezium\`; docs/debezium.md says how it is run.\n${lines.join('')}`;
}

/** Kafka Connect reads secrets from files, which Container Apps mounts: a volume of the type `Secret`, one file each. */
function connectFile(source: Source): string {
  const reference: Reference = name => `\${dir:/mnt/secrets:${source.name}-${name}}`;
  const json = 'org.apache.kafka.connect.json.JsonConverter';
  const config = {
    ...connectorProperties(source, reference),
    'tasks.max': '1',
    'key.converter': json,
    'key.converter.schemas.enable': 'false',
    'value.converter': json,
    'value.converter.schemas.enable': 'false',
    // A hub for each source, not for each table.
    transforms: 'hub',
    'transforms.hub.type': 'org.apache.kafka.connect.transforms.RegexRouter',
    'transforms.hub.regex': '.*',
    'transforms.hub.replacement': source.hub,
    'topic.creation.enable': 'false',
  };
  return `${JSON.stringify({ name: `debezium-${source.name}`, config }, null, 2)}\n`;
}

/** As Debezium Server's configuration names a variable of the environment. */
const environment = (name: string): string => `\${${name}}`;

const withPrefix = (prefix: string, properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [prefix + name, value]));

if (import.meta.main)
  for (const [path, text] of debeziumFiles()) {
    const file = join(debeziumFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
