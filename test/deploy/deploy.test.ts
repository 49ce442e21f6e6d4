import { expect, test } from 'vitest';
import { complete, functions, runScript } from './stand-in.ts';

const deploy = ['--env', 'prod', '--yes', '--packages', '{packages}', '--patience', '0'];
const apps = Object.keys(functions);
const published = apps.map(app => `functionapp deployment source config-zip assay-${app} ${app}.zip`);
const putBack = apps.map(app => `functionapp deployment source config-zip assay-${app} previous-${app}.zip`);

test('a deployment shows what would change, deploys, keeps what ran, publishes, and looks whether it runs', async () => {
  const { code, output, asked } = await runScript('deploy.ts', deploy, {});
  expect(asked).toEqual([
    'group create rg-assay-prod',
    'deployment group what-if',
    'deployment group create assay',
    ...apps.flatMap(app => [`storage blob exists package-${app}`, `storage blob download package-${app}`]),
    ...published,
    ...apps.map(() => 'rest'),
    'deployment group create assay',
  ]);
  expect(output).toContain('Deployed: http://127.0.0.1');
  expect(code).toBe(0);
});

test('a package without all its functions is taken back, and the missing function is named', async () => {
  const { code, output, asked } = await runScript('deploy.ts', deploy, {
    functions: { ...functions, refine: ['metrics'] },
  });
  expect(output).toContain('refine has 1 of 2 functions: refine-pos missing');
  expect(asked.slice(-4)).toEqual(putBack);
  expect(code).toBe(1);
});

test('a package whose dependencies are out of reach is taken back', async () => {
  const { code, output, asked } = await runScript('deploy.ts', deploy, { health: 503 });
  expect(output).toContain('/api/health answers 503');
  expect(asked.slice(-4)).toEqual(putBack);
  expect(code).toBe(1);
});

test('a first deployment that fails has nothing to put back, and says so', async () => {
  const answers = { health: 503, previousExists: false };
  const { code, output, asked } = await runScript('deploy.ts', deploy, answers);
  expect(output).toContain('There is none from before');
  expect(asked.filter(command => command.includes('config-zip'))).toEqual(published);
  expect(code).toBe(1);
});

test('nothing is published when what runs now could not be put back', async () => {
  const { code, output, asked } = await runScript('deploy.ts', deploy, { storageIsOutOfReach: true });
  expect(output).toContain('give them by --previous <folder>');
  expect(asked.filter(command => command.includes('config-zip'))).toEqual([]);
  expect(code).toBe(1);
});

test('packages from before may be given, where the storage of the hosts is out of reach', async () => {
  const answers = { storageIsOutOfReach: true, health: 503 };
  const { asked } = await runScript('deploy.ts', [...deploy, '--previous', '/before'], answers);
  expect(asked.filter(command => command.includes('config-zip'))).toEqual([...published, ...published]);
});

test('a variable that the parameters need is asked for by its name, before anything is done', async () => {
  const { ASSAY_API_CLIENT_ID: _, ...env } = complete;
  const { code, output, asked } = await runScript('deploy.ts', deploy, {}, { env });
  expect(output).toContain('bicep/main.prod.bicepparam needs ASSAY_API_CLIENT_ID in the environment');
  expect(asked).toEqual([]);
  expect(code).toBe(1);
});

test('nothing is deployed when the answer is not yes', async () => {
  const asking = deploy.filter(arg => arg !== '--yes');
  const { code, asked } = await runScript('deploy.ts', asking, {}, { input: 'no\n' });
  expect(asked).toEqual(['group create rg-assay-prod', 'deployment group what-if']);
  expect(code).toBe(0);
});

test('a dry run shows every command and runs none', async () => {
  const { code, output, asked } = await runScript(
    'deploy.ts',
    ['--env', 'dev', '--dry-run'],
    {},
    { env: {} },
  );
  expect(asked).toEqual([]);
  expect(output).toContain('az deployment group what-if --resource-group rg-assay-dev');
  expect(output.match(/az functionapp deployment source config-zip/g)).toHaveLength(4);
  expect(output.match(/hostruntime\/admin\/functions/g)).toHaveLength(4);
  expect(output).toContain('Nothing was done.');
  expect(code).toBe(0);
});

test('an environment without parameters is refused, with those that there are', async () => {
  const { code, output } = await runScript('deploy.ts', ['--env', 'moon'], {});
  expect(output).toContain('--env must be one of dev, prod, tenfold');
  expect(code).toBe(1);
});

test('destroying asks for the name of the resource group, and does nothing without it', async () => {
  const wrong = await runScript('destroy.ts', ['--env', 'dev'], {}, { input: 'yes\n' });
  expect(wrong.asked).toEqual([]);
  const right = await runScript('destroy.ts', ['--env', 'dev'], {}, { input: 'rg-assay-dev\n' });
  expect(right.asked).toEqual(['group delete rg-assay-dev']);
});
