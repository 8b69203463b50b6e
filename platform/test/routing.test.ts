import { healthPaths, trafficVotes, votesToWin } from '@redoubt/contracts';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { platformTemplates, propertiesOf } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

interface Check {
  readonly Type: string;
  readonly FullyQualifiedDomainName?: string;
  readonly ResourcePath?: string;
  readonly Inverted?: boolean;
  readonly AlarmIdentifier?: { readonly Name: string; readonly Region: string };
  readonly InsufficientDataHealthStatus?: string;
  readonly RequestInterval?: number;
  readonly FailureThreshold?: number;
  readonly ChildHealthChecks?: readonly { readonly Ref: string }[];
  readonly HealthThreshold?: number;
}

/** The health checks of a region by their name. */
function checks(template: Template): ReadonlyMap<string, Check & { readonly id: string }> {
  return new Map(
    Object.entries(template.findResources('AWS::Route53::HealthCheck')).map(([id, { Properties }]) => {
      const name = Properties.HealthCheckTags.find(({ Key }: { Key: string }) => Key === 'Name').Value as string;
      return [name.replace(/^us-east-[12]-(.+)-check-dev$/, '$1'), { id, ...Properties.HealthCheckConfig }];
    }),
  );
}

function record(template: Template, name: string): Record<string, unknown> {
  const records = Object.values(template.findResources('AWS::Route53::RecordSet', { Properties: { Name: name } }));
  if (records.length !== 1) throw new Error(`expected one record ${name}, got ${records.length}`);
  return records[0]?.['Properties'];
}

test('AP2 a region answers under the shared name and under its own', () => {
  for (const [seat, region] of [
    ['primary', 'us-east-1'],
    ['secondary', 'us-east-2'],
  ] as const) {
    const names = Object.values(templates[seat].findResources('AWS::ApiGateway::DomainName')).map(
      ({ Properties }) => Properties.DomainName,
    );
    expect(names).toEqual(['api.dev.redoubt.example', `${region}.api.dev.redoubt.example`]);
  }
});

test('AP3 every name takes keys of several levels: it is regional, with TLS 1.2', () => {
  for (const template of Object.values(templates)) {
    const domains = Object.values(template.findResources('AWS::ApiGateway::DomainName'));
    expect(domains).toHaveLength(2);
    for (const { Properties } of domains) {
      expect(Properties).toMatchObject({ EndpointConfiguration: { Types: ['REGIONAL'] }, SecurityPolicy: 'TLS_1_2' });
    }
  }
});

test('AP2 the second region’s certificate proves the same names, without a record of its own', () => {
  const names = (template: Template) => {
    const { DomainName, SubjectAlternativeNames } = propertiesOf(template, 'AWS::CertificateManager::Certificate');
    return [DomainName, SubjectAlternativeNames];
  };
  expect(names(templates.secondary)).toEqual(names(templates.primary));
  templates.secondary.hasResourceProperties('AWS::CertificateManager::Certificate', { ValidationMethod: 'DNS' });
});

describe('DN1 weighted routing', () => {
  test.each([
    ['primary', 'us-east-1', 100],
    ['secondary', 'us-east-2', 0],
  ] as const)('the %s has a share of the shared name, while it is healthy', (seat, region, weight) => {
    const shared = record(templates[seat], 'api.dev.redoubt.example.');
    expect(shared).toMatchObject({ SetIdentifier: region, Weight: weight, TTL: '60' });
    expect(shared['HealthCheckId']).toEqual({ Ref: checks(templates[seat]).get('traffic')?.id });
  });
});

describe('DN2 failover routing', () => {
  test('PRIMARY and SECONDARY, 60 s, checked every 30 s, three failures', async () => {
    const both = await platformTemplates('failover-routing');
    expect(record(both.primary, 'api.dev.redoubt.example.')).toMatchObject({ Failover: 'PRIMARY', TTL: '60' });
    expect(record(both.secondary, 'api.dev.redoubt.example.')).toMatchObject({ Failover: 'SECONDARY', TTL: '60' });
    expect(record(both.primary, 'api.dev.redoubt.example.')).not.toHaveProperty('Weight');
    expect(checks(both.primary).get('primary-active')).toMatchObject({ RequestInterval: 30, FailureThreshold: 3 });
  });
});

describe('DN3 traffic follows a vote of two out of three', () => {
  test.each([
    ['primary', false, true, false],
    ['secondary', true, false, true],
  ] as const)('the %s has its own word, the other seat’s, and a memory', (seat, primary, secondary, memory) => {
    const found = checks(templates[seat]);
    expect(found.get('primary-active')).toMatchObject({
      Type: 'HTTPS',
      FullyQualifiedDomainName: 'us-east-1.api.dev.redoubt.example',
      ResourcePath: healthPaths.serving,
      Inverted: primary,
    });
    expect(found.get('secondary-active')).toMatchObject({
      FullyQualifiedDomainName: 'us-east-2.api.dev.redoubt.example',
      ResourcePath: healthPaths.serving,
      Inverted: secondary,
    });
    expect(found.get('memory')).toMatchObject({
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name: 'traffic-on-secondary-dev', Region: 'us-east-2' },
      InsufficientDataHealthStatus: 'LastKnownStatus',
      Inverted: memory,
    });
    const children = ['primary-active', 'secondary-active', 'memory'].map((name) => ({ Ref: found.get(name)?.id }));
    expect(found.get('traffic')).toMatchObject({ Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: children });
  });

  test('exactly one record is healthy, whatever the three say', () => {
    const statements = ['primaryIsActive', 'secondaryIsActive', 'memoryOfSecondary'] as const;
    for (let bits = 0; bits < 8; bits += 1) {
      const isTrue = statements.map((_, at) => (bits & (1 << at)) !== 0);
      const isHealthy = (seat: 'primary' | 'secondary') =>
        statements.filter((statement, at) => isTrue[at] === (trafficVotes[seat][statement] === 'for')).length >=
        votesToWin;
      expect([isHealthy('primary'), isHealthy('secondary')].filter(Boolean), String(isTrue)).toHaveLength(1);
    }
  });

  test('no check asks the shared name, which would follow the traffic', () => {
    for (const template of Object.values(templates)) {
      for (const { FullyQualifiedDomainName } of checks(template).values()) {
        expect(FullyQualifiedDomainName).not.toBe('api.dev.redoubt.example');
      }
    }
  });
});

test('DN1 the zone of the environment is made once, and the other region’s records name it', () => {
  templates.primary.hasResourceProperties('AWS::Route53::HostedZone', { Name: 'dev.redoubt.example.' });
  templates.secondary.resourceCountIs('AWS::Route53::HostedZone', 0);
  expect(record(templates.secondary, 'api.dev.redoubt.example.')).toMatchObject({
    HostedZoneName: 'dev.redoubt.example.',
  });
});
