import type { AskedReader } from './asked-reader.ts';
import { secretArn } from './configuration.ts';
import { jsonBody, textOf } from './json-body.ts';

/** Calls about clusters: an action on several of them asks for each. */
export const askedOfRds: AskedReader = ({ body, region }, { account }) => {
  const form = new URLSearchParams(body.toString('utf8'));
  const action = `rds:${form.get('Action') ?? ''}`;
  const global = form.get('GlobalClusterIdentifier');
  const cluster = form.get('DBClusterIdentifier');
  const instance = form.get('DBInstanceIdentifier') ?? (action === 'rds:DescribeDBInstances' ? '*' : null);
  const resources = [
    ...(global === null ? [] : [`arn:aws:rds::${account}:global-cluster:${global}`]),
    ...(cluster === null ? [] : [`arn:aws:rds:${region}:${account}:cluster:${cluster}`]),
    ...(instance === null ? [] : [`arn:aws:rds:${region}:${account}:db:${instance}`]),
    ...form.getAll('TargetDbClusterIdentifier'),
  ];
  return (resources.length === 0 ? ['*'] : resources).map((resource) => ({ action, resource, context: {} }));
};

/** A statement asks for the cluster, and for the secret that it logs in with. */
export const askedOfRdsData: AskedReader = (request, surroundings) => {
  const input = jsonBody(request);
  const action = `rds-data:${request.path === '/Execute' ? 'ExecuteStatement' : request.path.slice(1)}`;
  return [
    { action, resource: textOf(input['resourceArn']), context: {} },
    {
      action: 'secretsmanager:GetSecretValue',
      resource: secretArn(textOf(input['secretArn']), surroundings),
      context: {},
    },
  ];
};
