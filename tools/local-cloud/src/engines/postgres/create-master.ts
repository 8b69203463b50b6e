import { withConnection } from '@redoubt/embedded-postgres';
import type { DatabaseIdentity } from '../../definitions/database-identity.ts';

/**
 * Makes the master user and its database on a new writer.
 *
 * As on RDS the master is no superuser: it is a member of `rds_superuser`, owns its database, and can make roles.
 */
export async function createMaster(adminUrl: string, origin: NonNullable<DatabaseIdentity['origin']>): Promise<void> {
  await withConnection(adminUrl, async (client) => {
    const master = client.escapeIdentifier(origin.master.name);
    await client.query('create role rds_superuser');
    await client.query('grant pg_monitor, pg_signal_backend, pg_checkpoint to rds_superuser');
    await client.query(
      `create role ${master} login createdb createrole password ${client.escapeLiteral(origin.master.password)}`,
    );
    await client.query(`grant rds_superuser to ${master} with admin option`);
    if (origin.databaseName === 'postgres') return;
    await client.query(`create database ${client.escapeIdentifier(origin.databaseName)} owner ${master}`);
  });
}
