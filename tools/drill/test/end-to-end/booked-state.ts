import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { LocalCloud } from '@redoubt/local-cloud';
import { readLedger } from '../../src/evidence/read-ledger.ts';

/** State that a refused request must not change. */
export async function bookedState(cloud: LocalCloud, region: string) {
  const { suffix } = await cloud.status();
  const client = new DynamoDBClient(cloud.awsEndpoint(region));
  const documents = DynamoDBDocumentClient.from(client);
  const [journal, ledger] = await Promise.all([
    documents.send(new ScanCommand({ TableName: `journal-table-${suffix}` })),
    cloud.postgresUrl(region).then(readLedger),
  ]);
  client.destroy();
  // A repeat leaves a pointer under its own minute, which may be a later one: it points to nothing new.
  const keyOf = ({ pk, sk }: Record<string, unknown>) =>
    String(pk).startsWith('slot#') ? `pointer ${sk}` : `${pk} ${sk}`;
  const keys = [...new Set((journal.Items ?? []).map(keyOf))].sort();
  return { journal: keys, payments: ledger.payments, operations: ledger.operations, transfers: ledger.transfers };
}
