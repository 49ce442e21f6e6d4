// A fault proxy in front of each service of Azure, and the settings that lead through them.

import { type FaultProxy, type ProxiedService, startFaultProxy } from '../../local/fault-proxy/proxy.ts';
import type { LocalAzure } from '../../local/platform/local-azure.ts';

const settingOf: Record<ProxiedService, string> = {
  cosmos: 'Cosmos',
  tables: 'Tables',
  'data-lake': 'Lake',
  'event-hubs': 'EventHubs',
};

export const proxiedServices = Object.keys(settingOf) as ProxiedService[];

export type Proxies = Map<ProxiedService, FaultProxy>;

/** Starts the proxies into `proxies`; what the settings say besides the port stays. */
export async function putBetween(proxies: Proxies, azure: LocalAzure): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const service of proxiedServices) {
    const port = azure.services.get(service)?.ready.port;
    const name = settingOf[service];
    if (port === undefined) throw new Error(`there is no service "${service}"`);
    const proxy = await startFaultProxy(service, port);
    proxies.set(service, proxy);
    settings[name] = (azure.settings[name] ?? '').replace(`127.0.0.1:${port}`, `127.0.0.1:${proxy.port}`);
  }
  return settings;
}
