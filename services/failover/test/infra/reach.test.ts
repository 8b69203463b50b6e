import type { Seat } from '@redoubt/contracts';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { statementsOf, synthesize } from '../support/templates.ts';

/**
 * Goal: no step of a failover needs the region that is lost, nor a control plane that lives in us-east-1.
 *
 * Method: every action that a role of this service may use is taken from the synthesized policies and looked up in the
 * table below, which says where AWS answers it. An action that is not in the table fails: whoever adds a call has to say
 * where it is answered.
 */
const answeredIn: Readonly<Record<string, 'own region' | 'quorum of regions' | 'us-east-1'>> = {
  'dynamodb:GetItem': 'quorum of regions',
  'dynamodb:PutItem': 'quorum of regions',
  'dynamodb:UpdateItem': 'quorum of regions',
  'dynamodb:DeleteItem': 'quorum of regions',
  'cloudwatch:GetMetricData': 'own region',
  'ec2:AssignPrivateIpAddresses': 'own region',
  'ec2:CreateNetworkInterface': 'own region',
  'ec2:DeleteNetworkInterface': 'own region',
  'ec2:DescribeNetworkInterfaces': 'own region',
  'ec2:DescribeSubnets': 'own region',
  'ec2:UnassignPrivateIpAddresses': 'own region',
  'kms:Decrypt': 'own region',
  'kms:GenerateDataKey': 'own region',
  'lambda:InvokeFunction': 'own region',
  'logs:CreateLogStream': 'own region',
  'logs:PutLogEvents': 'own region',
  'rds:DescribeDBClusters': 'own region',
  'rds:DescribeDBInstances': 'own region',
  'rds:DescribeGlobalClusters': 'own region',
  // Aurora's guide: for an unplanned failover, call the region of the cluster that is to be promoted.
  'rds:FailoverGlobalCluster': 'own region',
  // A replica of a secret is a secret of its region.
  'secretsmanager:GetSecretValue': 'own region',
  'sns:Publish': 'own region',
  'ssm:GetParametersByPath': 'own region',
  'states:StartExecution': 'own region',
  // Known to live in us-east-1, here so that using them fails by name.
  'iam:PassRole': 'us-east-1',
  'route53:ChangeResourceRecordSets': 'us-east-1',
  'route53:UpdateHealthCheck': 'us-east-1',
};

const seats: readonly Seat[] = ['primary', 'secondary'];
const templates = synthesize();

function actionsOf(template: Template): readonly string[] {
  return [...new Set(statementsOf(template).flatMap(({ statement }) => statement.Action))].sort();
}

describe.each(seats)('in the %s region', (seat) => {
  const template = templates[seat];
  const peerRegion = seat === 'primary' ? 'us-east-2' : 'us-east-1';

  test('every action that may be used is one whose place is known', () => {
    expect(actionsOf(template).filter((action) => answeredIn[action] === undefined)).toEqual([]);
  });

  test('FO1: the surviving region needs no control plane in us-east-1', () => {
    expect(actionsOf(template).filter((action) => answeredIn[action] === 'us-east-1')).toEqual([]);
  });

  test('no grant names a resource of the other region, but for the cluster that RDS authorizes the promotion against', () => {
    const reaching = statementsOf(template)
      .filter(({ statement }) => JSON.stringify(statement.Resource).includes(peerRegion))
      .map(({ role, statement }) => `${role.replace(/Role.*/, '')}: ${statement.Action}`);
    expect(reaching).toEqual(['PromoteDatabase: rds:FailoverGlobalCluster']);
  });

  test('the state machine may call its own functions and nothing else', () => {
    const [machine] = statementsOf(template).filter(({ role }) => role.startsWith('Machine'));
    expect(machine?.statement.Action).toBe('lambda:InvokeFunction');
    expect(machine?.statement.Resource).toHaveLength(8);
    expect(JSON.stringify(machine?.statement.Resource)).not.toContain('*');
  });

  test('each function may change its own items only', () => {
    const changing = statementsOf(template)
      .filter(({ statement }) => /dynamodb:(Put|Update|Delete)Item/.test(String(statement.Action)))
      .map(({ role, statement }) => {
        const { Condition } = statement as typeof statement & { Condition: Record<string, Record<string, string[]>> };
        return [
          role.replace(/Role.*/, ''),
          statement.Action,
          Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
        ];
      });
    const region = seat === 'primary' ? 'us-east-1' : 'us-east-2';
    expect(changing).toEqual([
      ['BeginEpoch', 'dynamodb:PutItem', ['region-state', 'evidence#*']],
      ['PromoteDatabase', 'dynamodb:PutItem', ['region-state']],
      ['WaitLease', 'dynamodb:PutItem', ['region-state']],
      ['OpenWrites', 'dynamodb:PutItem', ['region-state']],
      ['RecoverServices', 'dynamodb:PutItem', ['region-state']],
      ['VerifyCanary', 'dynamodb:PutItem', ['region-state']],
      ['ReportFailover', 'dynamodb:PutItem', ['report#*']],
      ['SeedRegionState', 'dynamodb:PutItem', ['region-state']],
      ['Heartbeat', 'dynamodb:PutItem', [`heartbeat#${region}`]],
      ['Watch', 'dynamodb:PutItem', [`replica#${region}`]],
    ]);
  });
});
