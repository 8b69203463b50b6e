import { timingSafeEqual } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  AccessKeyItem,
  type AccessPeppers,
  accessKeyDigest,
  accessKeyItemKey,
  canaryMerchantId,
  claimedKeyOf,
  modeOf,
} from '@redoubt/contracts';
import { z } from 'zod';
import { processClock } from '../clock.ts';
import { FaultError } from '../fault-error.ts';
import { BucketTable } from '../limits/bucket-table.ts';
import { CoalescingLimits } from '../limits/coalescing-limits.ts';
import { MerchantRates } from '../limits/merchant-rates.ts';
import type { RequestLimits } from '../limits/request-limits.ts';
import { readEnvironment } from '../read-environment.ts';
import { documentClient } from '../tables/document-client.ts';
import { storeFault } from '../tables/store-fault.ts';
import { accessPeppers } from './access-peppers.ts';
import { KeptItems } from './kept-items.ts';
import type { Credentials, Doorkeeper, Principal } from './principal.ts';

/** Header of a request with a key. RFC 9110, section 11.1: the name of the scheme is the same in any case. */
const bearerPattern = /^bearer (\S+)$/i;

/** Compared with the digest of a key that is not there: a refusal takes as long, whatever it is for. */
const nobody = { digest: '0'.repeat(64), pepperVersion: undefined };

export interface AccessKeysProps {
  /** The table of access. */
  readonly table: string;
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  readonly peppers: () => Promise<AccessPeppers>;
  /** Milliseconds on a clock that is never set back. */
  readonly steadyMs: () => number;
  /** @default - nobody is counted */
  readonly limits?: RequestLimits;
}

/**
 * Merchants' keys, checked against this region's copy of the table of access: no other region and no other service is asked.
 *
 * Reads are eventually consistent. A copy is behind for less than a second, as a rule
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html); with the 30 s that an item
 * is kept, that leaves half a minute of the 60 s after which a revoked key is refused everywhere.
 */
export class AccessKeys implements Doorkeeper {
  readonly #props: AccessKeysProps;
  readonly #kept: KeptItems<AccessKeyItem>;
  readonly limits: RequestLimits | undefined;

  constructor(props: AccessKeysProps) {
    this.#props = props;
    this.limits = props.limits;
    this.#kept = new KeptItems({ steadyMs: props.steadyMs });
  }

  /** The keys of the deployment that the function belongs to. */
  static ofEnvironment(environment: Readonly<Record<string, string | undefined>>): AccessKeys {
    const text = z.string().min(1);
    const variables = z.object({ ACCESS_TABLE: text, ACCESS_PEPPERS_SECRET_ARN: text, LIMITS_TABLE: text });
    const { ACCESS_TABLE: table, ...rest } = readEnvironment(variables, environment);
    const { steadyMs } = processClock;
    const client = documentClient();
    return new AccessKeys({
      table,
      client,
      peppers: accessPeppers({ secretArn: rest.ACCESS_PEPPERS_SECRET_ARN }),
      steadyMs,
      limits: new CoalescingLimits({
        buckets: new BucketTable({ table: rest.LIMITS_TABLE, client }),
        rates: new MerchantRates({ table, client, steadyMs }),
      }),
    });
  }

  async admit({ authorization }: Credentials, now: Date): Promise<Principal | undefined> {
    const [header = '', ...more] = authorization;
    const [, key = ''] = bearerPattern.exec(header) ?? [];
    const claimed = claimedKeyOf(key);
    // No key at all tells nobody anything by the time it takes.
    if (claimed === undefined || more.length > 0) return undefined;
    const [item, peppers] = await Promise.all([this.#read(claimed.keyId), this.#props.peppers()]);
    const { digest, pepperVersion } = item ?? nobody;
    const pepper = peppers[pepperVersion ?? ''] ?? '';
    const isTheKey = timingSafeEqual(Buffer.from(accessKeyDigest(key, pepper)), Buffer.from(digest));
    if (!isTheKey || pepper === '' || item === undefined || !isGood(item, now)) return undefined;
    const { merchantId, keyId, scopes } = item;
    return claimed.mode === modeOf(merchantId) ? { merchantId, keyId, scopes } : undefined;
  }

  async #read(keyId: string): Promise<AccessKeyItem | undefined> {
    return await this.#kept.get(keyId, async () => {
      const { client, table } = this.#props;
      const get = new GetCommand({ TableName: table, Key: accessKeyItemKey(keyId) });
      const { Item } = await client.send(get).catch(storeFault(table, 'show a key'));
      if (Item === undefined) return undefined;
      const item = AccessKeyItem.safeParse(Item);
      if (item.success) return item.data;
      throw new FaultError('store_unreachable', `${table} holds no valid key ${keyId}`, { cause: item.error });
    });
  }
}

/** Canaries come in by passes alone: no key is theirs, whoever has made one. */
function isGood({ merchantId, state, notAfter }: AccessKeyItem, now: Date): boolean {
  return merchantId !== canaryMerchantId && state === 'active' && (notAfter === undefined || now < new Date(notAfter));
}
