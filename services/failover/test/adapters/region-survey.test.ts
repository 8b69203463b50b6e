import { createServer, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { regionClients } from '../../src/adapters/region-clients.ts';
import { surveyRegion } from '../../src/adapters/region-survey.ts';
import { factKinds } from '../../src/domain/readiness/region-facts.ts';

/*
 * The clients of the SDK are real, and what they call is a server of this test that speaks AWS' protocols; the local cloud's engines
 * answer the same calls by the SDK in `tools/local-cloud/test/engines/services/describing.test.ts`.
 */
const names = {
  ...{ suffix: 'dev', account: '000000000000', machineName: 'failover-machine-dev', busName: 'payments-bus-dev' },
  ...{ tables: ['journal-table-dev'], clusterId: 'ledger-cluster-dev', instanceIds: ['ledger-instance-1-dev'] },
};
const regions = { own: 'us-east-2', peer: 'us-east-1' };

const xml = (action: string, body: string) =>
  `<${action}Response><${action}Result>${body}</${action}Result></${action}Response>`;

const stacks = (names: readonly string[], token = '') =>
  `<StackSummaries>${names.map((name) => `<member><StackName>${name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member>`).join('')}</StackSummaries>${token}`;

const template = (region: string) =>
  JSON.stringify({ Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: region } } } });

/** Answers of a sound region, by operation, or by path where the protocol has no name for it. */
const answers: Readonly<Record<string, (input: string) => string>> = {
  ListStacks: (input) =>
    input.includes('NextToken')
      ? xml('ListStacks', stacks(['transactions-secondary-dev', 'failover-secondary-prod']))
      : xml(
          'ListStacks',
          stacks(['failover-secondary-dev', 'traffic-memory-secondary-dev'], '<NextToken>2</NextToken>'),
        ),
  GetTemplate: () =>
    xml('GetTemplate', `<TemplateBody>${template('us-east-2').replaceAll('"', '&quot;')}</TemplateBody>`),
  '/2015-03-31/functions': (query) =>
    JSON.stringify(
      query.includes('Marker')
        ? { Functions: [{ FunctionName: 'failover-watch-prod' }, { FunctionName: 'archive-replication-dev' }] }
        : {
            NextMarker: '2',
            Functions: [
              {
                ...{
                  FunctionName: 'failover-watch-dev',
                  CodeSha256: 'abc=',
                  Runtime: 'nodejs24.x',
                  Handler: 'index.handler',
                },
                ...{ MemorySize: 512, Timeout: 90, Environment: { Variables: { PEER: 'us-east-1.api' } } },
              },
            ],
          },
    ),
  '/2019-09-30/functions/failover-watch-dev/concurrency': () => '{"ReservedConcurrentExecutions":3}',
  '/2016-08-19/account-settings': () => '{"AccountLimit":{"ConcurrentExecutions":1000}}',
  GetParametersByPath: (input) =>
    JSON.stringify(
      input.includes('NextToken')
        ? { Parameters: [{ Name: '/payment/dev/network/vpc-id', Value: 'vpc-1' }] }
        : {
            NextToken: '2',
            Parameters: [
              { Name: '/payment/dev/deployments/failover-secondary-dev', Value: '{"commit":"c0ffee","digest":"d"}' },
              {
                Name: '/payment/dev/canaries/key-secret-arn',
                Value: 'arn:aws:secretsmanager:us-east-2:000000000000:secret:canary-key-dev',
              },
            ],
          },
    ),
  DescribeSecret: () => '{"Name":"canary-key-dev","VersionIdsToStages":{"v1":["AWSPREVIOUS"],"v2":["AWSCURRENT"]}}',
  DescribeTable: () =>
    JSON.stringify({
      Table: {
        ...{ TableStatus: 'ACTIVE', MultiRegionConsistency: 'STRONG' },
        KeySchema: [{ AttributeName: 'pk' }, { AttributeName: 'sk' }],
        Replicas: [{ RegionName: 'us-east-1', ReplicaStatus: 'ACTIVE' }],
      },
    }),
  ListRules: (input) =>
    JSON.stringify({
      Rules: input.includes('payments-bus-dev')
        ? [{ Name: 'outcomes-rule-dev', State: 'ENABLED', EventPattern: '{"region":["us-east-2"]}' }]
        : [
            { Name: 'failover-watch-schedule-dev', State: 'DISABLED', ScheduleExpression: 'rate(1 minute)' },
            { Name: 'other' },
          ],
    }),
  DescribeStateMachine: () => '{"definition":"{}"}',
  DescribeDBClusters: () =>
    xml(
      'DescribeDBClusters',
      '<DBClusters><DBCluster><Status>available</Status><EngineVersion>17.7</EngineVersion></DBCluster></DBClusters>',
    ),
  DescribeDBInstances: () =>
    xml(
      'DescribeDBInstances',
      '<DBInstances><DBInstance><DBInstanceStatus>available</DBInstanceStatus><DBInstanceClass>db.serverless</DBInstanceClass></DBInstance></DBInstances>',
    ),
};

/** A region's endpoints; an operation without an answer is left waiting for ever. */
async function aRegion(over: Readonly<Record<string, ((input: string) => string) | undefined>> = {}) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const [path = '', query = ''] = request.url?.split('?') ?? [];
    const target = String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1);
    const operation = target || new URLSearchParams(body).get('Action') || path.replace(/\/$/, '');
    asked.push(`${operation} ${/Credential=[^/]+\/\d+\/([^/]+)/.exec(String(request.headers.authorization))?.[1]}`);
    const answer = { ...answers, ...over }[operation];
    if (answer === undefined) return;
    const text = answer(body || query);
    const isRefusal = text.startsWith('refused');
    response.writeHead(isRefusal ? 400 : 200, isRefusal ? { 'x-amzn-errortype': 'AccessDeniedException' } : {});
    response.end(isRefusal ? '{}' : text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address.port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  return { asked, clients: regionClients('us-east-2') };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

test('a region tells everything that has to be the same, on every page, and nothing of other environments', async () => {
  const { clients, asked } = await aRegion();
  const facts = await surveyRegion({ clients, names, regions }, { deadlineMs: 600_000 });
  const told = Object.fromEntries(
    Object.entries(facts).map(([kind, it]) => [kind, it.outcome === 'told' ? it.facts : it.reason]),
  );
  const digest = expect.stringMatching(/^[0-9a-f]{16}$/);
  expect(told).toEqual({
    stack: { failover: 'complete', transactions: 'complete' },
    template: { failover: digest, transactions: digest },
    function_code: { 'failover-watch-dev': 'abc=' },
    function_setting: {
      'failover-watch-dev.runtime': 'nodejs24.x',
      'failover-watch-dev.handler': 'index.handler',
      'failover-watch-dev.memory': '512',
      'failover-watch-dev.timeout': '90',
      'failover-watch-dev.variable.PEER': '{region}.api',
    },
    function_concurrency: { 'failover-watch-dev': '3' },
    account_quota: { 'concurrent-executions': '1000' },
    parameter: {
      '/payment/dev/deployments/failover': 'commit c0ffee',
      '/payment/dev/canaries/key-secret-arn': 'arn:aws:secretsmanager:{region}:000000000000:secret:canary-key-dev',
      '/payment/dev/network/vpc-id': 'a value of the region',
    },
    secret: { 'canary-key-dev': 'v2' },
    table: { 'journal-table-dev': 'ACTIVE STRONG, key pk,sk' },
    rule: {
      'default/failover-watch-schedule-dev': 'DISABLED rate(1 minute)',
      'payments-bus-dev/outcomes-rule-dev': 'ENABLED {"region":["{region}"]}',
    },
    state_machine: { 'failover-machine-dev': digest },
    database: {
      'ledger-cluster-dev.status': 'available',
      'ledger-cluster-dev.version': '17.7',
      'ledger-cluster-dev.data-api': 'undefined',
      'ledger-cluster-dev.capacity': 'provisioned',
      'ledger-cluster-dev.parameters': 'undefined',
      'ledger-instance-1-dev.status': 'available',
      'ledger-instance-1-dev.class': 'db.serverless',
    },
  });
  expect(asked.filter((call) => !call.endsWith(' us-east-2'))).toEqual([]);
});

test('a table with a copy that is not active is not active', async () => {
  const Table = { TableStatus: 'ACTIVE', Replicas: [{ RegionName: 'us-east-1', ReplicaStatus: 'CREATING' }] };
  const { clients } = await aRegion({ DescribeTable: () => JSON.stringify({ Table }) });
  const { table } = await surveyRegion({ clients, names, regions }, { deadlineMs: 600_000 });
  expect(table).toEqual({ outcome: 'told', facts: { 'journal-table-dev': 'us-east-1 CREATING EVENTUAL, key ' } });
});

test('what a region refuses is silent, and everything else is told', async () => {
  const { clients } = await aRegion({ DescribeSecret: () => 'refused' });
  const facts = await surveyRegion({ clients, names, regions }, { deadlineMs: 600_000 });
  expect(facts.secret).toEqual({ outcome: 'silent', reason: 'AccessDeniedException' });
  expect(factKinds.filter((kind) => facts[kind].outcome === 'silent')).toEqual(['secret']);
});

test('a region that never answers is silent when the time is up', async () => {
  const { clients } = await aRegion(Object.fromEntries(Object.keys(answers).map((name) => [name, undefined])));
  const facts = await surveyRegion({ clients, names, regions }, { deadlineMs: 50 });
  for (const kind of factKinds) expect(facts[kind]).toEqual({ outcome: 'silent', reason: 'no answer within 50 ms' });
});
