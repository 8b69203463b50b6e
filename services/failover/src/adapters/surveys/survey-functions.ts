import {
  type FunctionConfiguration,
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { serviceNames } from '@redoubt/contracts';
import { inParallel } from '@redoubt/lambda-kit';
import { neutral } from '../../domain/readiness/region-facts.ts';
import type { Survey, Surveyed } from '../region-survey.ts';

/** Pages of functions read at most, of 50 each. */
const pagesMax = 40;

/** Functions asked for their reserved concurrency at a time. */
const parallelMax = 8;

/**
 * The environment's functions: the digest of each one's code, its settings and the concurrency reserved for it; and the concurrency that
 * the account has in the region. Nothing is provisioned by our templates: functions are kept started instead.
 */
export async function surveyFunctions({ clients, names, regions, signal }: Survey): Promise<Surveyed> {
  const { lambda } = clients;
  const functions: FunctionConfiguration[] = [];
  let marker: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const list = new ListFunctionsCommand(marker === undefined ? {} : { Marker: marker });
    const { Functions = [], NextMarker } = await lambda.send(list, { abortSignal: signal });
    functions.push(...Functions.filter(({ FunctionName = '' }) => isOfService(FunctionName, names.suffix)));
    marker = NextMarker;
    if (marker === undefined) break;
  }
  const [{ AccountLimit }, concurrency] = await Promise.all([
    lambda.send(new GetAccountSettingsCommand({}), { abortSignal: signal }),
    inParallel(functions, parallelMax, async ({ FunctionName }) => {
      const get = new GetFunctionConcurrencyCommand({ FunctionName });
      const { ReservedConcurrentExecutions: reserved } = await lambda.send(get, { abortSignal: signal });
      return [FunctionName ?? '', reserved === undefined ? 'none' : String(reserved)] as const;
    }),
  ]);
  return {
    function_code: Object.fromEntries(functions.map((it) => [it.FunctionName ?? '', it.CodeSha256 ?? ''])),
    function_setting: Object.fromEntries(
      functions.flatMap((it) =>
        Object.entries(settingsOf(it)).map(([setting, value]) => [
          `${it.FunctionName}.${setting}`,
          neutral(value, regions),
        ]),
      ),
    ),
    function_concurrency: Object.fromEntries(concurrency),
    account_quota: { 'concurrent-executions': String(AccountLimit?.ConcurrentExecutions ?? '') },
  };
}

/** The platform has a function in one region by design: it aims the first archive at the second. */
function isOfService(name: string, suffix: string): boolean {
  return name.endsWith(`-${suffix}`) && serviceNames.some((service) => name.startsWith(`${service}-`));
}

function settingsOf(fn: FunctionConfiguration): Readonly<Record<string, string>> {
  const { Runtime, Handler, MemorySize, Timeout, Environment } = fn;
  const variables = Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [`variable.${name}`, value]);
  return {
    runtime: String(Runtime),
    handler: String(Handler),
    memory: String(MemorySize),
    timeout: String(Timeout),
    ...Object.fromEntries(variables),
  };
}
