import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PaymentAccepted } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, test } from 'vitest';
import { z } from 'zod';
import {
  EventQueue,
  newApp,
  parseTopology,
  publishRecoveryHook,
  RegionalStack,
  RunOnDeploy,
  Schedule,
  ServiceApi,
  ServiceFunction,
} from '../src/index.ts';

const cwd = process.cwd();
let template: Template;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-kit-'));
  mkdirSync(join(folder, 'dist/post-payment'), { recursive: true });
  writeFileSync(join(folder, 'dist/post-payment/index.mjs'), 'export const handler = async () => {};\n');
  process.chdir(folder);
  template = Template.fromStack(aServiceStack());
});
afterAll(() => process.chdir(cwd));

test('a service stack synthesizes', () => {
  template.hasResource('AWS::Lambda::Function', { Properties: { FunctionName: 'validation-post-payment-dev' } });
});

function aServiceStack(): RegionalStack {
  const stack = new RegionalStack(newApp(), {
    topology: parseTopology('test', {}),
    seat: 'secondary',
    component: 'validation',
  });
  const fn = new ServiceFunction(stack, 'PostPayment', {
    service: 'validation',
    name: 'post-payment',
    handler: 'post-payment',
    description: 'Takes a payment',
  });
  fn.grantJournal('write');
  fn.grantPutEvents();
  fn.grantLedger();
  const api = new ServiceApi(stack, 'Api', { service: 'validation', description: 'Payments in' });
  api.route({
    method: 'POST',
    path: '/v1/payments',
    fn,
    body: { name: 'CreatePayment', schema: z.object({ amount_minor: z.string() }) },
    requiredHeaders: ['Idempotency-Key'],
  });
  api.route({ method: 'GET', path: '/health', fn });
  new EventQueue(stack, 'Payments', { name: 'validation-payments', events: [PaymentAccepted], consumer: fn });
  new Schedule(stack, 'Sweep', { name: 'validation-sweep', every: Duration.minutes(1), fn });
  new RunOnDeploy(stack, 'Migrate', { fn });
  publishRecoveryHook(stack, 'validation', 'probe', fn);
  return stack;
}
