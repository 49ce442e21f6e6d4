// Resource ids (`_rid`) in the service's layout: 4 bytes of database, 4 of container, 8 of document, in base64
// with `-` for `/`. The SDK keeps session tokens only for container ids of exactly 8 bytes.

export function databaseRid(database: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(database);
  return text(bytes);
}

export function containerRid(database: number, container: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(database);
  bytes.writeUInt32BE((container | 0x80000000) >>> 0, 4);
  return text(bytes);
}

export function documentRid(database: number, container: number, document: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(database);
  bytes.writeUInt32BE((container | 0x80000000) >>> 0, 4);
  bytes.writeBigUInt64LE(BigInt(document), 8);
  return text(bytes);
}

function text(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('/', '-');
}
