import { databaseIdentity } from '../../definitions/database-identity.ts';
import { createDynamoDb } from '../../engines/dynamodb/dynamodb.ts';
import { RegionDatabase } from '../../engines/postgres/region-database.ts';
import { createRds } from '../../engines/rds/rds.ts';
import { createRdsData } from '../../engines/rds-data/rds-data.ts';
import { createS3 } from '../../engines/s3/s3-module.ts';
import type { RegionContext, ServiceModule } from '../../engines/service-module.ts';

/** Makes the modules that keep a region's data, and begins to start its PostgreSQL, which takes longest. */
export async function createDataModules(context: RegionContext): Promise<readonly ServiceModule[]> {
  const identity = databaseIdentity(context.model);
  const database = identity === undefined ? undefined : new RegionDatabase(context, identity);
  database?.begin();
  return [createRds(context, database), createRdsData(context, database), createDynamoDb(context), createS3(context)];
}
