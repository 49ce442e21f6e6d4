// Who holds which role on what, read out of a template.

import { lastPart, ofType, type Resource, type Template } from './template.ts';

/** Built-in roles by id, as Azure's documentation lists them. */
const roleNames: Record<string, string> = {
  'a638d3c7-ab3a-418d-83e6-5f17a39d4fde': 'Azure Event Hubs Data Receiver',
  '2b629674-e913-4c01-ae53-ef4638d8f975': 'Azure Event Hubs Data Sender',
  'd5a91429-5739-47e2-a06b-3470a27159e7': 'EventGrid Data Sender',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': 'Storage Blob Data Reader',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a': 'Storage Queue Data Message Sender',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  '76199698-9eea-4c19-bc75-cec21354c6b6': 'Storage Table Data Reader',
  '00000000-0000-0000-0000-000000000001': 'Cosmos DB Built-in Data Reader',
  '00000000-0000-0000-0000-000000000002': 'Cosmos DB Built-in Data Contributor',
};

/** Lines like `refine: Storage Table Data Contributor on table claims`, sorted. */
export function grants(template: Template): string[] {
  const azure = ofType(template, 'Microsoft.Authorization/roleAssignments').map(
    resource => `${principalOf(resource)}: ${roleOf(resource)} on ${scopeOf(resource.id)}`,
  );
  const cosmos = ofType(template, 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments').map(
    resource =>
      `${principalOf(resource)}: ${roleOf(resource)} on database ${lastPart(resource.properties.scope)}`,
  );
  return [...azure, ...cosmos].sort();
}

function principalOf({ properties }: Resource): string {
  const principal: string = properties.principalId;
  const [, identity] = /userAssignedIdentities\/id-[a-z]+-[a-z]+-([a-z-]+)'/.exec(principal) ?? [];
  const [, system] = /Microsoft\.EventGrid\/(\w+)\//.exec(principal) ?? [];
  return identity ?? system ?? principal;
}

function roleOf({ properties }: Resource): string {
  const id = lastPart(properties.roleDefinitionId);
  return roleNames[id] ?? id;
}

/** The resource that an assignment's id begins with, in words. */
function scopeOf(id: string): string {
  const [, scope = id] =
    /extensionResourceId\('([^']+)'/.exec(id) ?? /^(.*)\/providers\/Microsoft\.Auth/.exec(id) ?? [];
  const [, type, name = ''] = /\/([^/]+)\/([^/]+)$/.exec(scope) ?? [];
  const kinds: Record<string, string> = {
    components: 'Application Insights',
    namespaces: 'the Event Hubs namespace',
    topics: 'the replay topic',
    storageAccounts: `the ${name.replace(/assay.*/, '')} account`,
  };
  return kinds[type ?? ''] ?? `${type?.replace(/s$/, '')} ${name}`;
}
