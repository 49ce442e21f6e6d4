// Settings → typed configuration, once. A setting that is missing or wrong stops the start, by its name.

import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A connection in the Functions convention: `NAME` holds a connection string, or `NAME__<property>` an endpoint. */
export type Connection = { kind: 'connectionString'; value: string } | { kind: 'identity'; endpoint: string };

/** Which functions this app registers, so that one package serves apps that scale by themselves. */
export type Role = 'bronze' | 'refine' | 'serve' | 'maintain';

/** How callers of the API show who they are: a function key, or an Entra ID token that App Service has checked. */
export type Authentication = 'key' | 'entra';

/** Where the console sends people to sign in, and as which application. */
export type SignIn = { issuer: string; clientId: string };

export type Config = {
  roles: ReadonlySet<Role>;
  authentication: Authentication;
  /** Null where a function key is enough. */
  signIn: SignIn | null;
  eventHubs: Connection;
  /** Where the Event Hubs trigger keeps its checkpoints. */
  hostStorage: Connection;
  lake: Connection;
  tables: Connection;
  /** Where steps of replays wait. */
  queues: Connection;
  cosmos: Connection;
  lakeFileSystem: string;
  cosmosDatabase: string;
  segmentMaxAgeMs: number;
  /** On the local disk: nothing in it is ever missed. */
  cacheFolder: string;
  tableMemoryMb: number;
  /** For each process that answers SQL. */
  sqlMemoryMb: number;
  sqlProcesses: number;
  /** Data files that SQL keeps on local disk. */
  cacheMb: number;
};

type Environment = Record<string, string | undefined>;

const allRoles: readonly Role[] = ['bronze', 'refine', 'serve', 'maintain'];

/** Throws an Error that names the setting. */
export function readConfig(env: Environment): Config {
  return {
    roles: readRoles(env),
    authentication: readAuthentication(env),
    signIn: readSignIn(env),
    eventHubs: readConnection(env, 'EventHubs', 'fullyQualifiedNamespace'),
    hostStorage: readConnection(env, 'AzureWebJobsStorage', 'blobServiceUri'),
    lake: readConnection(env, 'Lake', 'blobServiceUri'),
    tables: readConnection(env, 'Tables', 'tableServiceUri'),
    queues: readConnection(env, 'Queues', 'queueServiceUri'),
    cosmos: readConnection(env, 'Cosmos', 'accountEndpoint'),
    lakeFileSystem: env.ASSAY_LAKE_FILE_SYSTEM || 'lake',
    cosmosDatabase: env.ASSAY_COSMOS_DATABASE || 'assay',
    segmentMaxAgeMs: readWholeNumber(env, 'ASSAY_SEGMENT_MAX_AGE_MS', 5_000),
    cacheFolder: env.ASSAY_CACHE_FOLDER || join(tmpdir(), 'assay'),
    tableMemoryMb: readWholeNumber(env, 'ASSAY_TABLE_MEMORY_MB', 512),
    sqlMemoryMb: readWholeNumber(env, 'ASSAY_SQL_MEMORY_MB', 512),
    sqlProcesses: readWholeNumber(env, 'ASSAY_SQL_PROCESSES', 2),
    cacheMb: readWholeNumber(env, 'ASSAY_CACHE_MB', 1_024),
  };
}

function readConnection(env: Environment, name: string, property: string): Connection {
  const value = env[name];
  if (value) return { kind: 'connectionString', value };
  const endpoint = env[`${name}__${property}`];
  if (endpoint) return { kind: 'identity', endpoint };
  throw new Error(
    `the setting "${name}" (a connection string) or "${name}__${property}" (for a managed identity) is missing`,
  );
}

/** Functions are registered before anything else is read, and a role that is not here registers none. */
export function readRoles(env: Environment): ReadonlySet<Role> {
  const text = env.ASSAY_ROLES;
  if (!text) return new Set(allRoles);
  const roles = text.split(',').map(role => role.trim());
  const unknown = roles.find(role => !(allRoles as readonly string[]).includes(role));
  if (unknown !== undefined)
    throw new Error(`the setting "ASSAY_ROLES" names "${unknown}"; roles are ${allRoles.join(', ')}`);
  return new Set(roles as Role[]);
}

/** `entra` only where App Service asks for a token: it is who vouches for the header with the caller's roles. */
export function readAuthentication(env: Environment): Authentication {
  const text = env.ASSAY_AUTHENTICATION || 'key';
  if (text !== 'key' && text !== 'entra')
    throw new Error(`the setting "ASSAY_AUTHENTICATION" must be key or entra, not "${text}"`);
  return text;
}

/** Throws an Error that names the setting. */
export function readSignIn(env: Environment): SignIn | null {
  const [issuer, clientId] = [env.ASSAY_SIGN_IN_ISSUER ?? '', env.ASSAY_SIGN_IN_CLIENT_ID ?? ''];
  if (readAuthentication(env) === 'key') return null;
  if (!URL.canParse(issuer))
    throw new Error(`the setting "ASSAY_SIGN_IN_ISSUER" must be an address, not "${issuer}"`);
  if (clientId === '') throw new Error('the setting "ASSAY_SIGN_IN_CLIENT_ID" is missing');
  return { issuer, clientId };
}

function readWholeNumber(env: Environment, name: string, otherwise: number): number {
  const text = env[name];
  if (!text) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Error(`the setting "${name}" must be a positive whole number, not "${text}"`);
  return Number(text);
}
