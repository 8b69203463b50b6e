import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { withConnection } from '@redoubt/embedded-postgres';
import type { LocalCloud } from '@redoubt/local-cloud';
import { readLedger } from '../../src/evidence/read-ledger.ts';

/** State that a refused request must not change; without payments whose holds end after seconds, which the platform itself changes. */
export async function bookedState(cloud: LocalCloud, region: string) {
  const { suffix } = await cloud.status();
  const client = new DynamoDBClient(cloud.awsEndpoint(region));
  const documents = DynamoDBDocumentClient.from(client);
  const url = await cloud.postgresUrl(region);
  const [journal, ledger, short] = await Promise.all([
    documents.send(new ScanCommand({ TableName: `journal-table-${suffix}` })),
    readLedger(url),
    withConnection(url, (client) => client.query('select payment_id from pay.payments where hold_seconds is not null')),
  ]);
  client.destroy();
  const expiring = new Set(short.rows.map(({ payment_id }) => payment_id));
  const staying = <T extends { readonly paymentId: string }>(of: readonly T[]) =>
    of.filter(({ paymentId }) => !expiring.has(paymentId));
  // A repeat leaves a pointer under its own minute, which may be a later one: it points to nothing new.
  const keyOf = ({ pk, sk }: Record<string, unknown>) =>
    String(pk).startsWith('slot#') ? `pointer ${sk}` : `${pk} ${sk}`;
  const keys = [...new Set((journal.Items ?? []).map(keyOf))].sort();
  const [payments, operations] = [staying(ledger.payments), staying(ledger.operations)];
  return { journal: keys, payments, operations, transfers: staying(ledger.transfers) };
}
