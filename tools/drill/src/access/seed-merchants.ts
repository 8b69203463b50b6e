import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { AccessPeppers, merchantSeedOf, requestsPerSecondMax, type Scope } from '@redoubt/contracts';
import type { AwsEndpoint } from '@redoubt/local-cloud';

/** Named in the items as the maker of the keys. */
const by = 'arn:aws:iam::000000000000:role/seed';

export interface MerchantsToSeed {
  /** Endpoint of a region that is alive; the quorum has the items then. */
  readonly at: AwsEndpoint;
  /** Of the environment. */
  readonly suffix: string;
  readonly merchantIds: readonly string[];
  /** @default - all */
  readonly scopes?: readonly Scope[];
}

/**
 * Registers merchants, each with one key, straight in the table of access: a drill needs them before its load begins.
 *
 * A merchant that is there already is replaced, and its keys before stay good.
 *
 * @returns the keys by merchant
 */
export async function seedMerchants({
  at,
  suffix,
  merchantIds,
  scopes,
}: MerchantsToSeed): Promise<ReadonlyMap<string, string>> {
  const secrets = new SecretsManagerClient(at);
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(at));
  try {
    const get = new GetSecretValueCommand({ SecretId: `access-peppers-secret-${suffix}` });
    const { SecretString = '' } = await secrets.send(get);
    const peppers = AccessPeppers.parse(JSON.parse(SecretString));
    const seeded = merchantIds.map(async (merchantId) => {
      const {
        key,
        items: [merchant, ofKey],
      } = merchantSeedOf({
        merchantId,
        ...(scopes === undefined ? {} : { scopes }),
        peppers,
        by,
        now: new Date(),
      });
      // The load is to find the limits of the ledger, not those of one merchant.
      const items = [{ ...merchant, requestsPerSecond: requestsPerSecondMax }, ofKey];
      for (const Item of items) await tables.send(new PutCommand({ TableName: `access-table-${suffix}`, Item }));
      return [merchantId, key] as const;
    });
    return new Map(await Promise.all(seeded));
  } finally {
    secrets.destroy();
    tables.destroy();
  }
}
