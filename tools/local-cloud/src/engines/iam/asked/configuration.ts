import type { AskedReader, Surroundings } from './asked-reader.ts';
import { jsonAction, jsonBody, textOf } from './json-body.ts';

/** Calls to Parameter Store, Secrets Manager, Step Functions and CloudWatch. */
export const askedOfConfiguration: AskedReader = (request, surroundings) => {
  const { region, service } = request;
  const input = jsonBody(request);
  const prefix = service === 'monitoring' ? 'cloudwatch' : service;
  const action = `${prefix}:${jsonAction(request)}`;
  const parameterArn = (name: string) =>
    `arn:aws:ssm:${region}:${surroundings.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  const resources: Readonly<Record<string, () => readonly string[]>> = {
    ssm: () => {
      const names = Array.isArray(input['Names'])
        ? input['Names'].map(textOf)
        : [textOf(input['Path'] ?? input['Name'])];
      return names.map(parameterArn);
    },
    secretsmanager: () => [secretArn(textOf(input['SecretId']), surroundings)],
    states: () => [textOf(input['stateMachineArn'] ?? input['executionArn'])],
  };
  return (resources[service]?.() ?? ['*']).map((resource) => ({ action, resource, context: {} }));
};

/** A secret's whole ARN, which policies are matched with; callers may leave out its last characters or give its name. */
export function secretArn(id: string, { resources }: Surroundings): string {
  const secret = resources.find(
    ({ type, physicalId, properties }) =>
      type === 'AWS::SecretsManager::Secret' &&
      [physicalId, physicalId.replace(/-[A-Za-z0-9]{6}$/, ''), properties['Name']].includes(id),
  );
  return secret?.physicalId ?? id;
}
