export { locateBinaries } from './binaries.ts';
export { withConnection } from './connect.ts';
export { reachableFolder } from './data-folder.ts';
export { initialise } from './initialise.ts';
export { PostgresError, type PostgresErrorCode } from './postgres-error.ts';
export { Server, type ServerOptions, startServer } from './server.ts';
export type { ListenAddress, ServerRole } from './settings.ts';
export { createDatabase, type PostgresOptions, type RunningPostgres, startPostgres } from './start-postgres.ts';
