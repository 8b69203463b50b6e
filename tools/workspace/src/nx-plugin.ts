import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CreateNodesV2, TargetConfiguration } from '@nx/devkit';
import { serviceNames } from '../../../libs/contracts/src/service-names.ts';

/**
 * Infers every target from a project's files, so that no project carries a `project.json`.
 *
 * `src/routes`, `src/consumers` → build (bundles) · `infra/main.ts` → synth, deploy, diff, destroy · `test` → test ·
 * `bench/main.ts` → bench · always lint.
 */
export const createNodesV2: CreateNodesV2 = [
  '{platform,services/*,libs/*,tools/*}/package.json',
  (files, _options, { workspaceRoot }) =>
    files.map((file) => {
      const root = dirname(file);
      const has = (path: string): boolean => existsSync(join(workspaceRoot, root, path));
      return [file, { projects: { [root]: { root, targets: targetsOf(root, has) } } }] as const;
    }),
];

/**
 * Node's flags for a synthesis. The CDK validates templates with a WebAssembly module that is run for a second and thrown
 * away: optimizing it, and collecting garbage in parallel, takes as much processor time as the synthesis itself, and the
 * other apps' syntheses wait for it. Measured on two cores: 3.8 s of processor time without, 1.9 s with.
 */
const synthFlags = '--liftoff-only --single-threaded-gc --max-semi-space-size=64';

/** Apps whose assemblies the local cloud runs. */
const apps = ['platform', ...serviceNames];

/** Apps that may be deployed at the same time, wave by wave. */
const deploymentWaves = [['platform'], serviceNames.filter((name) => name !== 'failover'), ['failover']];

/** Projects whose tests read the assemblies of all apps. */
const assemblyReaders = ['tools/local-cloud', 'tools/drill', 'tools/cli', 'tools/tidy'];

/** Projects whose tests start local clouds. One tests after the other, so that no cloud runs beside another. */
const cloudStarters = ['local-cloud', 'drill'];

/** Files that generators write into, and that releases and workflows are read from: their tests run in a copy of the repository. */
const generatorInputs = [
  '{workspaceRoot}/libs/**/*',
  '{workspaceRoot}/platform/topologies/**/*',
  '{workspaceRoot}/tools/{tidy,deployment}/**/*',
  '{workspaceRoot}/.github/**/*',
  '{workspaceRoot}/{package.json,nx.json,CHANGELOG.md,CONTRIBUTING.md}',
];

/** Folders whose files are the entry points of functions. */
const functionFolders = ['src/routes', 'src/consumers'];

/** Documents that tests of a project compare with the code that they are made from, or look for, besides a service's own reference. */
const documents: Readonly<Record<string, readonly string[]>> = {
  platform: ['docs/runbooks/*'],
  'services/failover': ['docs/failover.md'],
  'services/transactions': ['docs/payment-states.md', 'docs/runbooks/*'],
  'libs/contracts': ['docs/reference/events.asyncapi.json'],
  'libs/client': merchantReferences(),
};

/** References with a route for merchants, whose types the client has. */
function merchantReferences(): readonly string[] {
  const folder = join(import.meta.dirname, '../../../docs/reference');
  return readdirSync(folder)
    .filter((file) => readFileSync(join(folder, file), 'utf8').includes('"accessKey": ['))
    .map((file) => `docs/reference/${file}`);
}

/** Tools that tests and benches of services stand on, and that read no document. */
const engines = ['tools/bench', 'tools/embedded-postgres', 'tools/ledger-archive'];

/** Named one by one: a document that a project's tests read makes a change of it a change of the project, and a version. */
function documentsOf(root: string): readonly string[] {
  if (root.startsWith('tools/') && !engines.includes(root)) return ['docs/**/*'];
  const reference = root.startsWith('services/') ? [`docs/reference/${basename(root)}.openapi.json`] : [];
  return [...reference, ...(documents[root] ?? [])];
}

type Targets = Record<string, TargetConfiguration>;

function targetsOf(root: string, has: (path: string) => boolean): Targets {
  const up = root
    .split('/')
    .map(() => '..')
    .join('/');
  const run = (command: string): Pick<TargetConfiguration, 'command' | 'options'> => ({
    command,
    options: { cwd: root },
  });
  const hasFunctions = root.startsWith('services/') && functionFolders.some(has);
  const targets: Targets = {
    lint: {
      ...run('biome lint --error-on-warnings .'),
      cache: true,
      inputs: ['default', '{workspaceRoot}/biome.json'],
    },
    typecheck: {
      ...run(`node ${up}/node_modules/typescript-native/bin/tsc -p .`),
      cache: true,
      inputs: ['default', '^default'],
    },
  };
  if (has('test')) {
    const readsAssemblies = assemblyReaders.includes(root);
    const startsBefore = cloudStarters.slice(0, Math.max(0, cloudStarters.indexOf(basename(root))));
    targets['test'] = {
      ...run(`vitest run --config ${up}/vitest.config.ts --root .`),
      cache: true,
      inputs: [
        'default',
        '^default',
        '{workspaceRoot}/vitest.config.ts',
        ...documentsOf(root).map((file) => `{workspaceRoot}/${file}`),
        ...(root === 'tools/tidy' ? ['{workspaceRoot}/**/*'] : []),
        ...(root === 'tools/workspace' ? generatorInputs : []),
        ...(readsAssemblies
          ? [{ dependentTasksOutputFiles: '**/{cdk.out,dist}/**/*.{json,mjs}', transitive: true }]
          : []),
      ],
      outputs: ['{projectRoot}/test-results'],
      dependsOn: [
        ...(hasFunctions ? ['build'] : []),
        ...(readsAssemblies ? [{ projects: apps, target: 'synth' }] : []),
        ...(startsBefore.length > 0 ? [{ projects: startsBefore, target: 'test' }] : []),
      ],
    };
  }
  if (has('bench/main.ts')) {
    targets['bench'] = {
      ...run('node bench/main.ts'),
      // A bench shares the machine with nobody, least of all with another bench.
      parallelism: false,
      ...(assemblyReaders.includes(root) ? { dependsOn: [{ projects: apps, target: 'synth' }] } : {}),
    };
  }
  if (hasFunctions) {
    targets['build'] = {
      ...run(`node ${up}/libs/cdk-kit/bin/bundle.ts`),
      cache: true,
      inputs: ['production', '^production'],
      outputs: ['{projectRoot}/dist'],
    };
  }
  if (has('infra/main.ts')) Object.assign(targets, deploymentTargets(basename(root), { run, hasFunctions }));
  return targets;
}

/**
 * `deploy` waits for the apps of the waves before: the platform, then the services, then the failover service. What they find deployed in
 * the same version they leave alone, so that the edge costs a look and no deployment.
 */
function deploymentTargets(
  app: string,
  { run, hasFunctions }: { readonly run: (command: string) => object; readonly hasFunctions: boolean },
): Targets {
  const before = deploymentWaves
    .slice(
      0,
      deploymentWaves.findIndex((wave) => wave.includes(app)),
    )
    .flat();
  const cdk = (verb: string): TargetConfiguration => ({
    ...run(`cdk ${verb} --app cdk.out --all`),
    dependsOn: ['synth'],
  });
  return {
    synth: {
      ...run(`node ${synthFlags} infra/main.ts`),
      cache: true,
      ...(hasFunctions ? { dependsOn: ['build'] } : {}),
      inputs: [
        'production',
        '^production',
        '{workspaceRoot}/platform/topologies/**/*',
        { env: 'TOPOLOGY' },
        { env: 'ENVIRONMENT_SUFFIX' },
        { env: 'CDK_DEFAULT_ACCOUNT' },
      ],
      outputs: ['{projectRoot}/cdk.out'],
    },
    deploy: {
      command: `node tools/deployment/bin/deploy-app.ts --app ${app}`,
      // `--dry-run` of one app must hold for those before it.
      dependsOn: [
        'synth',
        ...(before.length === 0 ? [] : [{ projects: before, target: 'deploy', params: 'forward' as const }]),
      ],
    },
    diff: cdk('diff'),
    // After a failover the order of stacks alone would take the writer first.
    destroy:
      app === 'platform'
        ? { command: 'node tools/deployment/bin/destroy-platform.ts', dependsOn: ['synth'] }
        : cdk('destroy --force'),
  };
}
