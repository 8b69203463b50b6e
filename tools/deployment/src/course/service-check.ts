import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import {
  BookResult,
  ProbeResult,
  type RecoveryHook,
  type RecoveryRequest,
  recoveryParameterName,
  type ServiceName,
  serviceNames,
} from '@redoubt/contracts';
import { waveOf } from '../plan/plan-deployment.ts';

export interface ServiceCheckDependencies {
  readonly clientsOf: (region: string) => { readonly ssm: SSMClient; readonly lambda: LambdaClient };
  readonly suffix: string;
  readonly request: (region: string) => Promise<RecoveryRequest>;
}

/**
 * Checks that services work in a region, by the hooks that they publish for failovers: in the standby the changed app's `probe` says
 * whether it could take over; in the active region `book` of every service takes a canary through journal and ledger.
 *
 * @throws Error with the reasons
 */
export async function checkServices(
  { app, region, role }: { readonly app: string; readonly region: string; readonly role: string },
  dependencies: ServiceCheckDependencies,
): Promise<void> {
  const hook: RecoveryHook = role === 'active' ? 'book' : 'probe';
  // What every service reads, or what watches all of them, is checked by all of them.
  const asked = serviceNames.filter((name) => role === 'active' || waveOf(app) !== 2 || name === app);
  const answers = await Promise.all(asked.map((name) => answerOf({ name, hook, region }, dependencies)));
  const reasons = answers.flatMap((answer) => answer.reasons);
  if (reasons.length > 0) throw new Error(reasons.join('; '));
}

async function answerOf(
  { name, hook, region }: { readonly name: ServiceName; readonly hook: RecoveryHook; readonly region: string },
  { clientsOf, suffix, request }: ServiceCheckDependencies,
): Promise<{ readonly reasons: readonly string[] }> {
  const { ssm, lambda } = clientsOf(region);
  const Name = recoveryParameterName(suffix, name, hook);
  const parameter = await ssm.send(new GetParameterCommand({ Name })).catch((error: unknown) => {
    // A service without this hook keeps nothing that it asks about.
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  });
  if (parameter === undefined) return { reasons: [] };
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: parameter.Parameter?.Value,
      Payload: new TextEncoder().encode(JSON.stringify(await request(region))),
    }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) return { reasons: [`${name} ${hook} in ${region} failed: ${text}`] };
  if (hook === 'book') {
    BookResult.parse(JSON.parse(text));
    return { reasons: [] };
  }
  const { ready, reasons } = ProbeResult.parse(JSON.parse(text));
  return { reasons: ready ? [] : reasons.map((reason) => `${name} in ${region} is not ready: ${reason}`) };
}
