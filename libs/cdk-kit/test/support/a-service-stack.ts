import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seat } from '@redoubt/contracts';
import { Template } from 'aws-cdk-lib/assertions';
import { newApp, RegionalStack, ServiceFunction, type ServiceFunctionProps } from '../../src/index.ts';
import { aTopology } from './a-topology.ts';

/** Runs in a folder that holds the bundles of the given handlers, as a service's folder does after bundling. */
export async function inBundledProject<T>(handlers: readonly string[], run: () => T | Promise<T>): Promise<T> {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'cdk-kit-'));
  for (const handler of handlers) {
    mkdirSync(join(folder, 'dist', handler), { recursive: true });
    writeFileSync(join(folder, 'dist', handler, 'index.mjs'), 'export const handler = async () => {};\n');
  }
  process.chdir(folder);
  try {
    return await run();
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}

/** The template of a validation stack with one function, and whatever else is built around it. */
export function aServiceTemplate(
  build: (stack: RegionalStack, fn: ServiceFunction) => void = () => {},
  seat: Seat = 'primary',
): Promise<Template> {
  return inBundledProject(['post-payment'], () => {
    const stack = new RegionalStack(newApp(), { topology: aTopology(), seat, component: 'validation' });
    build(stack, aFunction(stack));
    return Template.fromStack(stack);
  });
}

export function aFunction(stack: RegionalStack, over: Partial<ServiceFunctionProps> = {}): ServiceFunction {
  return new ServiceFunction(stack, over.name ?? 'PostPayment', {
    service: 'validation',
    name: 'post-payment',
    handler: 'post-payment',
    description: 'Takes a payment',
    ...over,
  });
}

/** Allowed actions of every policy of the template, by statement id or resource. */
export function allowedActions(template: Template): readonly string[] {
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(
      (policy) => policy['Properties'].PolicyDocument.Statement as { Effect: string; Action: string | string[] }[],
    )
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action)
    .sort();
}
