import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type FunctionDefinition, functionNameOf } from '../../definitions/function-definition.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';

/** Functions of one page at most, whatever `MaxItems` says, as on AWS. */
const pageMax = 50;

/** Concurrency of a new account in a region. */
const accountConcurrency = 1000;

const functionsPath = /^\/2015-03-31\/functions\/?$/;
const concurrencyPath = /^\/2019-09-30\/functions\/([^/]+)\/concurrency$/;
const settingsPath = /^\/2016-08-19\/account-settings\/?$/;

/** Digests of code, by asset folder: an asset never changes. */
const digests = new Map<string, string>();

/** Where functions are looked up. */
export interface DescribedFunctions {
  all(): readonly FunctionDefinition[];
  /** @throws AwsError `ResourceNotFoundException` */
  named(nameOrArn: string): FunctionDefinition;
}

/** Answers calls that describe functions; undefined for other calls. */
export function describeFunctions(request: AwsRequest, functions: DescribedFunctions): AwsResponse | undefined {
  if (request.method !== 'GET') return undefined;
  const [, encodedName] = concurrencyPath.exec(request.path) ?? [];
  if (encodedName !== undefined) {
    const { reservedConcurrency } = functions.named(functionNameOf(decodeURIComponent(encodedName)));
    return json(reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency });
  }
  if (settingsPath.test(request.path)) return json(accountSettings(functions.all()));
  return functionsPath.test(request.path) ? json(listFunctions(request.query, functions.all())) : undefined;
}

function listFunctions(query: URLSearchParams, functions: readonly FunctionDefinition[]): object {
  for (const name of query.keys()) {
    if (name === 'Marker' || name === 'MaxItems') continue;
    throw new AwsError('InvalidParameterValueException', `${name} is not simulated; there are Marker and MaxItems`);
  }
  const count = Math.min(Number(query.get('MaxItems') ?? pageMax), pageMax);
  const marker = query.get('Marker') ?? '';
  const rest = functions.filter(({ name }) => name > marker).sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = rest.slice(0, count);
  return {
    Functions: page.map(configurationOf),
    ...(rest.length > page.length ? { NextMarker: page.at(-1)?.name } : {}),
  };
}

function configurationOf(definition: FunctionDefinition): object {
  const { name, arn, runtime, moduleName, exportName, timeoutMs, memoryMb, environment, roleArn } = definition;
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: runtime,
    Role: roleArn,
    Handler: `${moduleName}.${exportName}`,
    CodeSha256: codeDigestOf(definition),
    Timeout: timeoutMs / 1000,
    MemorySize: memoryMb,
    Environment: { Variables: environment },
    Version: '$LATEST',
    PackageType: 'Zip',
  };
}

/** AWS hashes the deployment package; here it is the files that would be in it. */
function codeDigestOf({ assetFolder }: FunctionDefinition): string {
  const known = digests.get(assetFolder);
  if (known !== undefined) return known;
  const entries = readdirSync(assetFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = createHash('sha256');
  for (const file of entries.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    hash.update(relative(assetFolder, file)).update(readFileSync(file));
  }
  const digest = hash.digest('base64');
  digests.set(assetFolder, digest);
  return digest;
}

function accountSettings(functions: readonly FunctionDefinition[]): object {
  const reserved = functions.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
  return {
    AccountLimit: {
      ConcurrentExecutions: accountConcurrency,
      UnreservedConcurrentExecutions: Math.max(0, accountConcurrency - reserved),
    },
    AccountUsage: { FunctionCount: functions.length },
  };
}

function json(body: object): AwsResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
