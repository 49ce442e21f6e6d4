import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bronzeSettings } from '../../local/platform/function-apps.ts';
import { localSettings } from '../../scripts/local-settings.ts';
import { readConfig, readRoles } from '../../src/config.ts';
import { root } from './compiler.ts';
import { apps, settingsOf, templates } from './template.ts';

/** Names that the configuration asks for, with and without an identity. */
function settingsRead(identity: boolean): Set<string> {
  const asked = new Set<string>();
  const environment = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        const isConnection = typeof name === 'string' && !name.startsWith('ASSAY_');
        const isIdentity = isConnection && name.includes('__');
        if (typeof name === 'string' && (!isConnection || isIdentity === identity)) asked.add(name);
        return isConnection && isIdentity === identity ? 'given' : undefined;
      },
    },
  );
  readConfig(environment);
  return asked;
}

/** Settings that the Functions host and Azure's libraries read, and why they are there. */
const hostSettings = {
  AzureWebJobsStorage__queueServiceUri: 'the host wants all three services of its storage',
  AzureWebJobsStorage__tableServiceUri: 'the host writes its diagnostic events to a table',
  AzureWebJobsStorage__credential: 'a user-assigned identity',
  AzureWebJobsStorage__clientId: 'which one',
  EventHubs__credential: 'a user-assigned identity, for the trigger',
  EventHubs__clientId: 'which one',
  Queues__credential: 'a user-assigned identity, for the trigger',
  Queues__clientId: 'which one',
  AZURE_CLIENT_ID: 'which identity DefaultAzureCredential takes',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'where telemetry goes',
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'as whom',
};

const sampling =
  'AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__maxTelemetryItemsPerSecond';

/** Values of host.json that an app has for itself. */
const hostJsonSettings: Record<string, string[]> = {
  ingest: [...Object.keys(bronzeSettings), sampling],
  refine: [sampling],
};

/** Local settings of Core Tools alone: Flex Consumption is told its runtime by the app itself. */
const coreToolsSettings = ['FUNCTIONS_WORKER_RUNTIME'];

const sorted = (names: Iterable<string>) => [...names].sort();

test.for(templates)(
  'every app of $environment has every setting that the code reads, and none that nobody reads',
  template => {
    const read = sorted([...settingsRead(true), ...Object.keys(hostSettings)]);
    for (const app of apps) {
      const own = hostJsonSettings[app] ?? [];
      expect({ app, settings: sorted(Object.keys(settingsOf(template, app))) }).toEqual({
        app,
        settings: sorted([...read, ...own]),
      });
    }
  },
);

test('local.settings.json has every setting that the code reads, and none that nobody reads', () => {
  expect(sorted(Object.keys(localSettings()))).toEqual(
    sorted([...settingsRead(false), ...coreToolsSettings]),
  );
});

test.for(templates)(
  'the apps of $environment have every role, each once, and names that the code knows',
  template => {
    const roles = apps.flatMap(app => [...readRoles(settingsOf(template, app))]);
    expect(sorted(roles)).toEqual(sorted(readRoles({})));
  },
);

test.for(templates)('ingest of $environment gathers as the local one does', template => {
  expect(settingsOf(template, 'ingest')).toMatchObject(bronzeSettings);
});

test('settings are read in one place: what else looks into the environment is known', () => {
  const files = ['src', 'functions'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)),
  );
  const readers = files
    .filter(file => file.endsWith('.ts'))
    .flatMap(file =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name),
    );
  // Tests give the platform a catalog of their own; a package has one.
  expect(new Set(readers)).toEqual(new Set(['ASSAY_CATALOG', 'ASSAY_MODELS']));
});

test('every setting of an app is a name, a number, an address or an id, and never a secret', () => {
  const secret = /key|password|secret|sig=|SharedAccess/i;
  for (const template of templates)
    for (const app of apps)
      for (const [name, value] of Object.entries(settingsOf(template, app))) {
        expect(name).not.toMatch(secret);
        expect(value).not.toMatch(/listKeys|SharedAccess|AccountKey|sig=/);
      }
});
