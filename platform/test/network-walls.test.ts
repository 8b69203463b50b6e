import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { platformTemplates, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

/** Traffic that a kind of subnet allows, e.g. `in 443 from 10.0.0.0/16`; all else is refused. */
function allowances(template: Template, kind: string): readonly string[] {
  return Object.values(template.findResources('AWS::EC2::NetworkAclEntry'))
    .map(({ Properties }) => Properties)
    .filter(({ NetworkAclId }) => JSON.stringify(NetworkAclId).includes(`Acls${kind}`))
    .map(({ Egress, PortRange, CidrBlock, RuleAction }) => {
      const ports = PortRange.From === PortRange.To ? PortRange.From : `${PortRange.From}-${PortRange.To}`;
      const peer = typeof CidrBlock === 'string' ? CidrBlock : 'vpc';
      return `${RuleAction} ${Egress ? 'out' : 'in'} ${ports} ${peer}`;
    })
    .sort();
}

describe('NW2 network ACLs', () => {
  test.each(seats)(
    'isolated subnets of the %s answer the ledger’s port inside of the network, nothing more',
    (seat) => {
      expect(allowances(templates[seat], 'Isolated')).toEqual(['allow in 5432 vpc', 'allow out 1024-65535 vpc']);
    },
  );

  test.each(seats)(
    'private subnets of the %s reach HTTPS anywhere and the ledger, and are reached from inside',
    (seat) => {
      expect(allowances(templates[seat], 'Private')).toEqual([
        'allow in 1024-65535 0.0.0.0/0',
        'allow in 443 vpc',
        'allow out 1024-65535 vpc',
        'allow out 443 0.0.0.0/0',
        'allow out 5432 vpc',
      ]);
    },
  );

  test.each(seats)(
    'sending subnets of the %s reach endpoints and the internet, and no other private network',
    (seat) => {
      expect(allowances(templates[seat], 'Sending')).toEqual([
        'allow in 1024-65535 0.0.0.0/0',
        'allow out 443 0.0.0.0/0',
        'allow out 443 vpc',
        'deny out 443 10.0.0.0/8',
        'deny out 443 100.64.0.0/10',
        'deny out 443 169.254.0.0/16',
        'deny out 443 172.16.0.0/12',
        'deny out 443 192.168.0.0/16',
      ]);
      const numbers = Object.values(templates[seat].findResources('AWS::EC2::NetworkAclEntry'))
        .map(({ Properties }) => Properties)
        .filter(({ NetworkAclId, Egress }) => Egress && JSON.stringify(NetworkAclId).includes('AclsSending'))
        .sort((left, right) => left.RuleNumber - right.RuleNumber)
        .map(({ RuleAction, CidrBlock }) => (CidrBlock === '0.0.0.0/0' ? 'all' : RuleAction));
      expect(numbers).toEqual(['allow', 'deny', 'deny', 'deny', 'deny', 'deny', 'all']);
    },
  );

  test.each(seats)('every subnet of the %s has one', (seat) => {
    templates[seat].resourceCountIs('AWS::EC2::SubnetNetworkAclAssociation', 12);
  });
});

describe('NW2 security groups name their peers', () => {
  test.each(seats)('every way into a group of the %s comes from another group', (seat) => {
    const ways = Object.values(templates[seat].findResources('AWS::EC2::SecurityGroupIngress'));
    expect(ways.length).toBeGreaterThan(0);
    for (const { Properties } of ways) expect(Properties).toHaveProperty('SourceSecurityGroupId');
    for (const { Properties } of Object.values(templates[seat].findResources('AWS::EC2::SecurityGroup'))) {
      expect(Properties).not.toHaveProperty('SecurityGroupIngress');
    }
  });
});

test.each(seats)(
  'webhooks to private addresses: senders of the %s come into no group but that of the endpoints',
  (seat) => {
    const ways = Object.values(templates[seat].findResources('AWS::EC2::SecurityGroupIngress'))
      .map(({ Properties }) => JSON.stringify(Properties))
      .filter((way) => way.includes('Senders'));
    expect(ways).toHaveLength(1);
    expect(ways[0]).toMatch(/"GroupId":\{"Fn::GetAtt":\["Endpoints/);
  },
);

describe('endpoints', () => {
  const interfaces = (template: Template) =>
    Object.values(template.findResources('AWS::EC2::VPCEndpoint'))
      .map(({ Properties }) => Properties)
      .filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface');

  test.each(seats)('functions of the %s reach the services they call without NAT', (seat) => {
    const services = interfaces(templates[seat]).map(({ ServiceName }) =>
      String(ServiceName).split('.').slice(3).join('.'),
    );
    expect(services.sort()).toEqual(['events', 'lambda', 'rds', 'rds-data', 'secretsmanager', 'sns', 'ssm', 'states']);
  });

  test('the topology says in how many zones', async () => {
    for (const { SubnetIds } of interfaces(templates.primary)) expect(SubnetIds).toHaveLength(1);
    const { primary } = await platformTemplates('protected');
    for (const { SubnetIds } of interfaces(primary)) expect(SubnetIds).toHaveLength(3);
  });
});
