import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { newApp, RegionalStack } from '../src/index.ts';
import { aTopology } from './support/a-topology.ts';

/** Synthesizes one queue with CloudFormation's own schemas of resources, which the CDK ships and runs at each synthesis. */
function synthesize(overrides: Readonly<Record<string, unknown>>): void {
  const folder = mkdtempSync(join(tmpdir(), 'schema-check-'));
  try {
    const app = newApp(folder);
    const stack = new RegionalStack(app, { topology: aTopology(), seat: 'primary', component: 'validation' });
    const queue = new CfnQueue(stack, 'Queue', { queueName: 'payments-queue-dev', sqsManagedSseEnabled: true });
    for (const [property, value] of Object.entries(overrides)) queue.addPropertyOverride(property, value);
    app.synth();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a property that the schema of a resource does not know ends the synthesis', () => {
  expect(() => synthesize({ VisibilityTimeoutSeconds: 30 })).toThrow(/VisibilityTimeoutSeconds/);
});

test('a value of the wrong type ends the synthesis', () => {
  expect(() => synthesize({ VisibilityTimeout: 'soon' })).toThrow(/VisibilityTimeout/);
});

test('what the schema allows is synthesized', () => {
  expect(() => synthesize({ VisibilityTimeout: 30 })).not.toThrow();
});
