import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { merchantSeedOf, scopes } from '@redoubt/contracts';
import { AccessKeys, BucketTable, CoalescingLimits, type Doorkeeper, MerchantRates } from '@redoubt/lambda-kit';
import type { BenchTable } from './bench-dynamo.ts';

const peppers = { '1': 'a'.repeat(64) };
const steadyMs = () => performance.now();

/** A function waits 100 ms for a bucket and then takes the request; DynamoDB on a busy machine needs longer, and nobody would be limited. */
const bucketMsMax = 60_000;

/** A merchant with a key; without a limit it has that of all who have none. */
export async function seedMerchant(
  { table, client }: BenchTable,
  { merchantId, requestsPerSecond }: { readonly merchantId: string; readonly requestsPerSecond?: number },
): Promise<string> {
  const by = 'arn:aws:iam::000000000000:role/bench';
  const { key, items } = merchantSeedOf({ merchantId, peppers, by, now: new Date() });
  const [merchant, ...others] = items;
  for (const Item of [{ ...merchant, requestsPerSecond }, ...others]) {
    await client.send(new PutCommand({ TableName: table, Item }));
  }
  return key;
}

/** Lets in the merchant, without looking at what it shows. */
export function nobodyAsks(merchantId: string): Doorkeeper {
  const principal = { merchantId, keyId: '0'.repeat(20), scopes };
  return { admit: () => Promise.resolve(principal) };
}

/** The doors as functions have them, with or without limits. */
export function doorsOf(access: BenchTable, { isLimited }: { readonly isLimited: boolean }): AccessKeys {
  const limits = new CoalescingLimits({
    buckets: new BucketTable(access),
    rates: new MerchantRates({ ...access, steadyMs }),
    abortAfter: () => AbortSignal.timeout(bucketMsMax),
  });
  const doors = { ...access, steadyMs, peppers: () => Promise.resolve(peppers) };
  return new AccessKeys(isLimited ? { ...doors, limits } : doors);
}

/** Doors that remember nothing: each request is the first of its merchant that a function sees. */
export function forgetfulDoors(access: BenchTable): Doorkeeper {
  let doors = doorsOf(access, { isLimited: true });
  return {
    get limits() {
      return doors.limits;
    },
    admit(credentials, now) {
      doors = doorsOf(access, { isLimited: true });
      return doors.admit(credentials, now);
    },
  };
}
