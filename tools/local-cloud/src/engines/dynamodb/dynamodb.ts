import { type TableDefinition, tableDefinition } from '../../definitions/table-definition.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';
import { describeReplicas } from './describe-replicas.ts';
import type { DynamoAnswer } from './dynamo-engine.ts';
import { Replication, replicationTarget } from './replication.ts';

/**
 * DynamoDB of one region: global tables of both kinds.
 *
 * Calls for a strongly consistent table go to the quorum over the link; if that is cut, they fail as they would in an
 * isolated region. Other tables are answered from this region's own copy.
 */
export function createDynamoDb(context: RegionContext): ServiceModule {
  const region = context.model.region;
  const tables = new Map<string, TableDefinition>();
  const replication = new Replication(context);

  async function askQuorum(request: AwsRequest, input: object): Promise<AwsResponse> {
    try {
      return await context.quorum({ ...request, body: Buffer.from(JSON.stringify(input)) });
    } catch (error) {
      context.log('dynamodb', 'quorum is out of reach', { error: String(error) });
      throw new AwsError('InternalServerError', 'the quorum of regions can not be reached from this region', 500);
    }
  }

  async function call(
    operation: string,
    given: Readonly<Record<string, unknown>>,
    request: AwsRequest,
  ): Promise<AwsResponse> {
    if (operation === 'ListTables') return answered({ status: 200, body: listTables([...tables.keys()], given) });
    const input = withTableNames(given, region);
    const kinds = new Set(namedTables(input).map((name) => tableOf(name).consistency));
    if (kinds.size > 1) {
      throw new AwsError(
        'ValidationException',
        `${operation} over tables of both consistency modes is not simulated; make two calls`,
      );
    }
    if (kinds.has('strong')) return await askQuorum(request, input);
    const answer = await replication.tables.execute(operation, input);
    if (operation !== 'DescribeTable' || answer.status !== 200) return answered(answer);
    return answered(describeReplicas(answer, tableOf(String(input['TableName'])), region));
  }

  function tableOf(name: string): TableDefinition {
    const table = tables.get(name);
    if (table !== undefined) return table;
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  }

  return {
    service: 'dynamodb',
    resourceTypes: ['AWS::DynamoDB::GlobalTable'],
    async deploy(resource) {
      const table = tableDefinition(resource);
      if (table.consistency === 'eventual') await replication.tables.createTable(table);
      tables.set(table.name, table);
    },
    start: () => replication.start(),
    async handle(request) {
      const [prefix, operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
      const input = parseObject(request.body);
      if (prefix === replicationTarget) {
        return answered({ status: 200, body: { ...((await replication.answer(operation, input)) as object) } });
      }
      return await call(operation, input, request);
    },
    async stop() {
      replication.stop();
    },
  };
}

function answered({ status, body }: DynamoAnswer): AwsResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}

function parseObject(body: Buffer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', `the body is not JSON: ${String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AwsError('SerializationException', 'the body is no JSON object');
  }
  return { ...value };
}

/** Replaces table ARNs by names: callers may use either. */
function withTableNames(input: Readonly<Record<string, unknown>>, region: string): Readonly<Record<string, unknown>> {
  const { TableName, RequestItems } = input;
  return {
    ...input,
    ...(typeof TableName === 'string' ? { TableName: tableName(TableName, region) } : {}),
    ...(typeof RequestItems === 'object' && RequestItems !== null
      ? {
          RequestItems: Object.fromEntries(
            Object.entries(RequestItems).map(([name, items]) => [tableName(name, region), items]),
          ),
        }
      : {}),
  };
}

function tableName(nameOrArn: string, region: string): string {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn;
  const [, , , arnRegion, , resource = ''] = nameOrArn.split(':');
  if (arnRegion !== region) {
    throw new AwsError(
      'ValidationException',
      `${nameOrArn} is not in ${region}; address the replica of the region that is called`,
    );
  }
  return resource.replace('table/', '');
}

function namedTables({ TableName, RequestItems }: Readonly<Record<string, unknown>>): readonly string[] {
  if (typeof TableName === 'string') return [TableName];
  return typeof RequestItems === 'object' && RequestItems !== null ? Object.keys(RequestItems) : [];
}

/** Answers ListTables: names in order, 100 a page unless fewer are asked for. */
function listTables(
  names: readonly string[],
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { ExclusiveStartTableName: after, Limit: limit } = input;
  const rest = names.toSorted().filter((name) => typeof after !== 'string' || name > after);
  const TableNames = rest.slice(0, typeof limit === 'number' ? limit : 100);
  const last = TableNames.at(-1);
  return TableNames.length < rest.length && last !== undefined
    ? { TableNames, LastEvaluatedTableName: last }
    : { TableNames };
}
