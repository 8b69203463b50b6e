import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { inParallel } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { neutral } from '../../domain/readiness/region-facts.ts';
import type { Survey, Surveyed } from '../region-survey.ts';

/** Pages of parameters read at most, of ten each. */
const pagesMax = 50;

/** Secrets asked for at a time. */
const parallelMax = 4;

/** Below the environment's path: values of each region's own network and key. That they are there is compared, not what they are. */
const ownValues = /^\/payment\/[^/]+\/(network|encryption)\//;

/** Records that a deployment keeps of each stack, in its region. */
const deploymentRecord = /^(\/payment\/[^/]+\/deployments\/.+)-(?:primary|secondary)-[^-]+$/;
const Deployment = z.object({ commit: z.string() });

const secretName = /:secret:([^:]+?)$/;

/** The environment's parameters; of a deployment's record the commit, which is of both regions. */
export async function surveyParameters({ regions, ...survey }: Survey): Promise<Surveyed> {
  const facts = (await readParameters(survey)).map(({ name, value }) => {
    const [, record] = deploymentRecord.exec(name) ?? [];
    if (record !== undefined) return [record, `commit ${Deployment.parse(JSON.parse(value)).commit}`];
    return [name, ownValues.test(name) ? 'a value of the region' : neutral(value, regions)];
  });
  return { parameter: Object.fromEntries(facts) };
}

/** The secrets that parameters name: which version of each is the current one. Values are never read. */
export async function surveySecrets(survey: Survey): Promise<Surveyed> {
  const parameters = await readParameters(survey);
  const secrets = parameters.flatMap(({ value }) => secretName.exec(value)?.[1] ?? []);
  const versions = await inParallel([...new Set(secrets)].sort(), parallelMax, async (name) => {
    const describe = new DescribeSecretCommand({ SecretId: name });
    const { VersionIdsToStages = {} } = await survey.clients.secrets.send(describe, { abortSignal: survey.signal });
    const [current = 'none'] = Object.entries(VersionIdsToStages).find(([, it]) => it.includes('AWSCURRENT')) ?? [];
    return [name, current] as const;
  });
  return { secret: Object.fromEntries(versions) };
}

async function readParameters({
  clients,
  names,
  signal,
}: Pick<Survey, 'clients' | 'names' | 'signal'>): Promise<
  readonly { readonly name: string; readonly value: string }[]
> {
  const parameters: { readonly name: string; readonly value: string }[] = [];
  let token: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const get = new GetParametersByPathCommand({
      Path: `/payment/${names.suffix}`,
      Recursive: true,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const { Parameters = [], NextToken } = await clients.ssm.send(get, { abortSignal: signal });
    for (const { Name: name, Value: value } of Parameters) {
      if (name !== undefined && value !== undefined) parameters.push({ name, value });
    }
    token = NextToken;
    if (token === undefined) break;
  }
  return parameters;
}
