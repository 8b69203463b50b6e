import type { RegionContext, ServiceModule } from '../service-module.ts';
import { createDynamoDb } from '../services/dynamodb.ts';
import { createRds } from '../services/rds.ts';
import { createRdsData } from '../services/rds-data.ts';
import { createS3 } from '../services/s3/s3-module.ts';
import { databaseIdentity } from './database-identity.ts';
import { RegionDatabase } from './region-database.ts';

/** Makes the modules that keep a region's data, and begins to start its PostgreSQL, which takes longest. */
export async function createDataModules(context: RegionContext): Promise<readonly ServiceModule[]> {
  const identity = databaseIdentity(context.model);
  const database = identity === undefined ? undefined : new RegionDatabase(context, identity);
  database?.begin();
  return [createRds(context, database), createRdsData(context, database), createDynamoDb(context), createS3(context)];
}
