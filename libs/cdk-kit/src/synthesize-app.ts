import { createRequire } from 'node:module';
import { App, Aspects } from 'aws-cdk-lib';
import { addChecks } from './checks.ts';
import { ProviderLogs } from './provider-logs.ts';
import { loadTopology, TopologyError } from './topology/load-topology.ts';
import type { Topology } from './topology/topology.ts';

/** Where an app's templates go: `cdk.out` in its folder, or where a deployment keeps what it deploys. */
const outputFolder = process.env['ASSEMBLY_FOLDER'] ?? 'cdk.out';

/** The input is wrong; nothing was written. */
const usageExitCode = 2;

/** Makes an app with the feature flags of the installed CDK; `cdk.json` would not be read under plain Node. */
export function newApp(outdir?: string): App {
  const flags = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json') as Record<string, unknown>;
  const app = new App({
    context: {
      ...flags,
      // A weak reference reads another stack's output at deployment and does not stop that stack from changing it.
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
    },
    ...(outdir === undefined ? {} : { outdir }),
    analyticsReporting: false,
  });
  Aspects.of(app).add(new ProviderLogs());
  return app;
}

/**
 * Synthesizes an app for the chosen topology into `cdk.out`, and checks it.
 *
 * A topology that can't be deployed is said without a stack trace, and ends the process with 2.
 *
 * The same topology always gives the same bytes: nothing here looks at an account, a clock or the network.
 */
export async function synthesizeApp(build: (app: App, topology: Topology) => void): Promise<void> {
  try {
    const topology = await loadTopology();
    const app = newApp(outputFolder);
    build(app, topology);
    addChecks(app);
    app.synth();
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = usageExitCode;
  }
}
