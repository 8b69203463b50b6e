import { startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';

/*
 * Two tables of a DynamoDB in a process of their own, so that the bench's processor time is the function's alone: keyed by `pk`, and by
 * `pk` and `sk`. It ends with the bench.
 */

const tables = await Promise.all([startLocalDynamo(['pk']), startLocalDynamo(['pk', 'sk'])]);
const ports = await Promise.all(tables.map(async ({ client }) => (await client.config.endpoint?.())?.port));
process.once('disconnect', () => process.exit());
process.send?.(ports);
