import { DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import type { AwsEndpoint } from '@redoubt/local-cloud';
import { holdsCardNumber } from './card-number.ts';

/**
 * Searches every item of every table of a region, including those of the quorum.
 *
 * @param name of the region, for places
 */
export async function scanTables(
  name: string,
  at: AwsEndpoint,
): Promise<{ readonly places: readonly string[]; readonly looked: { readonly items: number } }> {
  const client = new DynamoDBClient(at);
  const places: string[] = [];
  let items = 0;
  try {
    for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
      for (const table of TableNames) {
        let holding = 0;
        for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) {
          items += Items.length;
          holding += Items.filter(holdsCardNumber).length;
        }
        if (holding > 0) places.push(`${name}: ${table}`);
      }
    }
  } finally {
    client.destroy();
  }
  return { places, looked: { items } };
}
