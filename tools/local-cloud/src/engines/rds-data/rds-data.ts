import { z } from 'zod';
import { secretValue } from '../../definitions/secret-value.ts';
import { AwsError, type AwsRequest } from '../../protocol/aws/aws-call.ts';
import type { RegionDatabase } from '../postgres/region-database.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';
import { answerOfDatabaseError } from './database-error.ts';
import { parseExact } from './exact-json.ts';
import { ExecuteStatementInput, executeStatement } from './execute-statement.ts';
import { type Login, StatementPools } from './statement-pools.ts';

const Credentials = z.object({ username: z.string(), password: z.string() });

/**
 * The RDS Data API of one region: single statements over HTTP on this region's own cluster.
 *
 * It needs a writer: in a standby every call is refused, reads too, until the cluster is promoted.
 *
 * @param database undefined when the region's stacks have no cluster
 */
export function createRdsData(context: RegionContext, database: RegionDatabase | undefined): ServiceModule {
  const pools = new StatementPools({ host: context.address, port: context.portBase + 2 });

  function writer(resourceArn: string): RegionDatabase {
    if (database === undefined || resourceArn !== database.identity.clusterArn) {
      throw new AwsError(
        'NotFoundException',
        `${resourceArn} is no cluster of ${context.model.region}; a function uses its own region's`,
        404,
      );
    }
    if (!database.identity.hasDataApi) {
      throw new AwsError('HttpEndpointNotEnabledException', `HttpEndpoint is not enabled for ${resourceArn}`);
    }
    if (!database.isWriter) {
      throw new AwsError(
        'BadRequestException',
        `the writer instance in the DB cluster isn't available: ${resourceArn} is a secondary cluster of its global database`,
      );
    }
    return database;
  }

  function login(secretArn: string, name: string | undefined): Login {
    const value = secretValue(context.model, secretArn);
    if (value === undefined) {
      throw new AwsError('NotFoundException', `${secretArn} is no secret of ${context.model.region}`, 404);
    }
    const credentials = Credentials.safeParse(JSON.parse(value));
    if (!credentials.success) {
      throw new AwsError('InvalidSecretException', `${secretArn} has no username and password`);
    }
    const { username, password } = credentials.data;
    return { user: username, password, database: name ?? 'postgres' };
  }

  return {
    service: 'rds-data',
    resourceTypes: [],
    async deploy() {},
    async handle(request) {
      if (request.path !== '/Execute') {
        throw new AwsError(
          'UnknownOperationException',
          `rds-data ${request.path} is not simulated; there is ExecuteStatement`,
        );
      }
      const input = parseInput(request);
      // A standby may wait long for its writer: it must refuse, not hang.
      if (context.start.databaseRole === 'writer') await database?.started;
      writer(input.resourceArn);
      const pool = pools.of(login(input.secretArn, input.database));
      const body = await executeStatement(pool, input).catch((error: unknown) => {
        throw answerOfDatabaseError(error);
      });
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    },
    stop: () => pools.end(),
  };
}

function parseInput(request: AwsRequest): ExecuteStatementInput {
  let given: unknown;
  try {
    given = parseExact(request.body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', `the body is not JSON: ${String(error)}`);
  }
  const parsed = ExecuteStatementInput.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AwsError('BadRequestException', z.prettifyError(parsed.error));
}
