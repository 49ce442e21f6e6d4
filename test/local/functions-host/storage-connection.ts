// The connection string of the well-known development account, for the blob service on a port of this machine.
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export function storageConnection(blobPort: number): string {
  const endpoint = `BlobEndpoint=http://127.0.0.1:${blobPort}/devstoreaccount1;`;
  return `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${key};${endpoint}`;
}
