import { describe, expect, test } from 'vitest';
import {
  apps,
  lastPart,
  ofType,
  type Resource,
  readTemplate,
  settingsOf,
  type Template,
  templates,
} from './template.ts';

const names = (resources: Resource[]) => resources.map(({ name }) => name);

/** Resources of a type that do not have what they must have. */
function without(template: Template, type: string, holds: (resource: Resource) => boolean): string[] {
  const all = ofType(template, type);
  expect(all.length, `${template.environment} has no ${type}`).toBeGreaterThan(0);
  return names(all.filter(resource => !holds(resource)));
}

describe.each(templates)('$environment', template => {
  test('no output and no resource holds a key, a connection string or a token', () => {
    const text = JSON.stringify([template.outputs, template.resources]);
    expect(text).not.toMatch(/list(Account|Service)?(Keys|Sas|Secrets|ConnectionStrings)\(/i);
    expect(JSON.stringify(template.outputs)).not.toMatch(/key|secret|password|connectionString/i);
  });

  test('storage accounts take no shared key and no local user', () => {
    const refuses = ({ properties: p }: Resource) =>
      p.allowSharedKeyAccess === false && p.defaultToOAuthAuthentication && !p.isLocalUserEnabled;
    expect(without(template, 'Microsoft.Storage/storageAccounts', refuses)).toEqual([]);
  });

  test('Event Hubs, Event Grid and Cosmos DB take no key', () => {
    const refuses = ({ properties }: Resource) => properties.disableLocalAuth === true;
    expect(without(template, 'Microsoft.EventHub/namespaces', refuses)).toEqual([]);
    expect(without(template, 'Microsoft.EventGrid/topics', refuses)).toEqual([]);
    expect(without(template, 'Microsoft.DocumentDB/databaseAccounts', refuses)).toEqual([]);
  });

  test('telemetry is taken with a token only', () => {
    expect(
      without(template, 'Microsoft.Insights/components', ({ properties }) => properties.DisableLocalAuth),
    ).toEqual([]);
    const refuses = ({ properties }: Resource) => properties.features.disableLocalAuth === true;
    expect(without(template, 'Microsoft.OperationalInsights/workspaces', refuses)).toEqual([]);
  });

  test('nothing is published by user name and password', () => {
    const off = ({ properties }: Resource) => properties.allow === false;
    expect(without(template, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies', off)).toEqual([]);
    expect(ofType(template, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies')).toHaveLength(8);
  });

  test('no blob can be read without a token', () => {
    const closed = ({ properties }: Resource) => properties.allowBlobPublicAccess === false;
    expect(without(template, 'Microsoft.Storage/storageAccounts', closed)).toEqual([]);
    const noneIsPublic = ({ properties }: Resource) => properties.publicAccess === 'None';
    expect(
      without(template, 'Microsoft.Storage/storageAccounts/blobServices/containers', noneIsPublic),
    ).toEqual([]);
  });

  test('every service speaks TLS 1.2 or newer', () => {
    const storage = ({ properties: p }: Resource) =>
      p.minimumTlsVersion === 'TLS1_2' && p.supportsHttpsTrafficOnly;
    expect(without(template, 'Microsoft.Storage/storageAccounts', storage)).toEqual([]);
    expect(
      without(
        template,
        'Microsoft.EventHub/namespaces',
        ({ properties }) => properties.minimumTlsVersion === '1.2',
      ),
    ).toEqual([]);
    expect(
      without(
        template,
        'Microsoft.EventGrid/topics',
        ({ properties }) => properties.minimumTlsVersionAllowed === '1.2',
      ),
    ).toEqual([]);
    expect(
      without(
        template,
        'Microsoft.DocumentDB/databaseAccounts',
        ({ properties }) => properties.minimalTlsVersion === 'Tls12',
      ),
    ).toEqual([]);
    const secure = ({ properties: { httpsOnly, siteConfig } }: Resource) =>
      httpsOnly &&
      siteConfig.minTlsVersion === '1.2' &&
      siteConfig.scmMinTlsVersion === '1.2' &&
      siteConfig.ftpsState === 'Disabled';
    expect(without(template, 'Microsoft.Web/sites', secure)).toEqual([]);
  });

  test('every app asks for an Entra ID token, and only the health check and the way of Event Grid are open', () => {
    const settings = ofType(template, 'Microsoft.Web/sites/config').filter(
      ({ name }) => lastPart(name) === 'authsettingsV2',
    );
    expect(settings).toHaveLength(4);
    for (const { name, properties } of settings) {
      expect(properties.globalValidation).toMatchObject({
        requireAuthentication: true,
        unauthenticatedClientAction: 'Return401',
        excludedPaths: openPathsOf(name),
      });
      expect(properties.identityProviders.azureActiveDirectory.enabled).toBe(true);
      expect(properties.identityProviders.azureActiveDirectory.registration).not.toHaveProperty(
        'clientSecretSettingName',
      );
    }
  });

  test('the code looks at the roles in a token only in apps that ask for one', () => {
    for (const app of apps) expect(settingsOf(template, app).ASSAY_AUTHENTICATION).toBe('entra');
  });

  test('every app runs as an identity of its own, which was made for it', () => {
    const identities = ofType(template, 'Microsoft.Web/sites').flatMap(({ identity }) => {
      expect(identity?.type).toBe('UserAssigned');
      return Object.keys(identity?.userAssignedIdentities ?? {});
    });
    expect(new Set(identities).size).toBe(4);
  });

  test('packages are fetched by the identity of the app', () => {
    const byIdentity = ({ properties }: Resource) =>
      properties.functionAppConfig.deployment.storage.authentication.type === 'UserAssignedIdentity';
    expect(without(template, 'Microsoft.Web/sites', byIdentity)).toEqual([]);
  });

  test('what was deleted can be brought back', () => {
    const softly = ({ properties: p }: Resource) =>
      p.deleteRetentionPolicy.enabled && p.containerDeleteRetentionPolicy.enabled;
    expect(without(template, 'Microsoft.Storage/storageAccounts/blobServices', softly)).toEqual([]);
    const continuous = ({ properties }: Resource) => properties.backupPolicy.type === 'Continuous';
    expect(without(template, 'Microsoft.DocumentDB/databaseAccounts', continuous)).toEqual([]);
  });

  test('only landed files are deleted by age, never sooner than hubs keep events, and bronze never', () => {
    const [policy, ...others] = ofType(template, 'Microsoft.Storage/storageAccounts/managementPolicies');
    expect(others).toEqual([]);
    const [rule, ...more] = policy?.properties.policy.rules ?? [];
    expect(more).toEqual([]);
    expect(rule.definition.filters.prefixMatch).toEqual(['lake/landing/']);
    const [hub] = ofType(template, 'Microsoft.EventHub/namespaces/eventhubs');
    expect(rule.definition.actions.baseBlob.delete.daysAfterModificationGreaterThan * 24).toBeGreaterThan(
      hub?.properties.retentionDescription.retentionTimeInHours,
    );
    expect(rule.definition.actions).toEqual({ baseBlob: expect.anything() });
  });

  test('every resource that can sends its diagnostics to the workspace', () => {
    const watched = new Set(
      ofType(template, 'Microsoft.Insights/diagnosticSettings').map(({ id }) =>
        id.replace(/\/providers\/Microsoft\.Insights\/diagnosticSettings\/.*/, ''),
      ),
    );
    const unwatched = template.resources.filter(({ type, id }) => diagnosed.has(type) && !watched.has(id));
    expect(names(unwatched)).toEqual([]);
    const workspaces = ofType(template, 'Microsoft.Insights/diagnosticSettings').filter(
      ({ properties }) => !properties.workspaceId.includes('/workspaces/log-assay-'),
    );
    expect(names(workspaces)).toEqual([]);
  });

  test('Event Grid brings requests for replays, and files of the inbox, to the function that takes them', () => {
    const subscriptions = template.resources.filter(({ type }) => type.endsWith('/eventSubscriptions'));
    expect(names(subscriptions).map(lastPart).sort()).toEqual(['inbox', 'replay']);
    for (const { properties } of subscriptions) {
      expect(properties.destination.properties.resourceId).toMatch(/-maintain-[^/]+\/functions\/replay$/);
      expect(properties.deadLetterWithResourceIdentity.identity.type).toBe('SystemAssigned');
    }
  });
});

/** Event Grid brings the system key of its extension, and no token. */
function openPathsOf(app: string): string[] {
  if (app.includes('-maintain-')) return ['/runtime/webhooks/eventgrid'];
  return app.includes('-serve-') ? ['/api/health', '/api/console', '/api/console/*'] : [];
}

const diagnosed = new Set([
  'Microsoft.App/managedEnvironments',
  'Microsoft.DocumentDB/databaseAccounts',
  'Microsoft.EventGrid/systemTopics',
  'Microsoft.EventGrid/topics',
  'Microsoft.EventHub/namespaces',
  'Microsoft.KeyVault/vaults',
  'Microsoft.Network/networkSecurityGroups',
  'Microsoft.Network/virtualNetworks',
  'Microsoft.OperationalInsights/workspaces',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.Storage/storageAccounts/blobServices',
  'Microsoft.Storage/storageAccounts/queueServices',
  'Microsoft.Storage/storageAccounts/tableServices',
  'Microsoft.Web/sites',
]);

describe.each([readTemplate('prod'), readTemplate('tenfold')])('$environment', template => {
  test('only private endpoints lead to data, and every service that has data has one', () => {
    const services = [
      'Microsoft.Storage/storageAccounts',
      'Microsoft.EventHub/namespaces',
      'Microsoft.DocumentDB/databaseAccounts',
      'Microsoft.EventGrid/topics',
      'Microsoft.KeyVault/vaults',
    ];
    const reached = new Set(
      ofType(template, 'Microsoft.Network/privateEndpoints').map(
        ({ properties }) => properties.privateLinkServiceConnections[0].properties.privateLinkServiceId,
      ),
    );
    for (const type of services) {
      const isPrivate = ({ id, properties }: Resource) =>
        properties.publicNetworkAccess === 'Disabled' && reached.has(id);
      expect(without(template, type, isPrivate)).toEqual([]);
    }
  });

  test('the apps and Container Apps reach the services through the virtual network', () => {
    const inside = ({ properties }: Resource) =>
      properties.virtualNetworkSubnetId?.includes('/virtualNetworks/');
    expect(without(template, 'Microsoft.Web/sites', inside)).toEqual([]);
    const internal = ({ properties }: Resource) => properties.vnetConfiguration?.internal === true;
    expect(without(template, 'Microsoft.App/managedEnvironments', internal)).toEqual([]);
  });

  test('the database passwords are references to Key Vault, and nothing is called from outside', () => {
    for (const { name, properties } of ofType(template, 'Microsoft.App/containerApps')) {
      expect({ name, ingress: properties.configuration.ingress }).toEqual({ name, ingress: null });
      for (const secret of properties.configuration.secrets) {
        expect(Object.keys(secret).sort()).toEqual(['identity', 'keyVaultUrl', 'name']);
      }
      const env: { name: string; value?: string }[] = properties.template.containers[0].env;
      expect(env.filter(({ name, value }) => /PASSWORD|USER$/.test(name) && value !== undefined)).toEqual([]);
    }
  });

  test('Key Vault goes by roles, and what it deletes can be brought back', () => {
    const kept = ({ properties: p }: Resource) =>
      p.enableRbacAuthorization && p.enableSoftDelete && p.enablePurgeProtection;
    expect(without(template, 'Microsoft.KeyVault/vaults', kept)).toEqual([]);
  });
});
