import { archivedOperationsPrefix } from '@redoubt/contracts';
import { startPostgres } from '@redoubt/embedded-postgres';
import { S3Archive, type VerifiedLedger, verifyRebuild } from '@redoubt/ledger-archive';
import type { LocalCloud } from '@redoubt/local-cloud';
import { beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../src/wait-until.ts';
import type { MerchantClient } from './merchant-client.ts';
import type { RunningPlatform } from './running-platform.ts';

/*
 * Goal: the archive is the ledger, in either region, whatever a lost region takes with it of the one and of the other.
 *
 * Method: one platform. First both regions' archives are compared with the writer. Then copies of objects are held back, so
 * that the other archive lacks some of which its replica knows; then the replica's own stream as well, so that the active region
 * archives what the replica never receives. The region is lost, the other one takes over, and the ledger is made again from
 * what is left there. At last the lost region returns and sends what it had archived alone.
 */
const [active, standby] = ['us-east-1', 'us-east-2'] as const;

let cloud: LocalCloud;
let merchant: MerchantClient;
let letFailoversBegin: () => Promise<void>;

const archiveOf = (region: string) => {
  const { endpoint, credentials } = cloud.awsEndpoint(region);
  return new S3Archive(`archive-bucket-000000000000-${region}-dev`, { endpoint, credentials, region });
};

async function keysIn(region: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of archiveOf(region).entries(archivedOperationsPrefix)) keys.push(key);
  return keys;
}

async function verified({ archive, writer }: Readonly<Record<'archive' | 'writer', string>>): Promise<VerifiedLedger> {
  await using empty = await startPostgres();
  const ledgerUrl = await cloud.postgresUrl(writer);
  return await verifyRebuild({
    store: archiveOf(archive),
    url: empty.url,
    ledgerUrl,
    waitMsMax: Number.POSITIVE_INFINITY,
  });
}

/** Pays, and returns once the region that is active has archived it: its newest object is another one. */
async function payAndArchive(key: string): Promise<string> {
  const before = (await keysIn(active)).length;
  const { id } = await merchant.pay(key);
  await merchant.paymentOnce(id, 'captured');
  const isArchived = async () => ((await keysIn(active)).length > before ? true : undefined);
  await waitUntil(isArchived, { everyMs: 100 });
  return id;
}

/** Tests in a platform that other tests use before. */
export function archiveTests(platform: () => RunningPlatform): void {
  beforeAll(() => {
    ({ cloud, merchant, letFailoversBegin } = platform());
  });

  test('ST3: the ledger can be made again from the archive of either region', async () => {
    const { id } = await merchant.pay('copied', { capture: 'manual' });
    await merchant.paymentOnce(id, 'authorized');
    const path = `/transactions/v1/payments/${id}/captures`;
    await merchant.until(201, { path, key: 'part', body: { merchant_id: 'acme', amount_minor: '50' } });
    await merchant.until(422, { path, key: 'too-much', body: { merchant_id: 'acme', amount_minor: '5000' } });
    for (const archive of [active, standby]) {
      const { rebuilt, comparison } = await verified({ archive, writer: active });
      expect(comparison.differences).toEqual([]);
      expect(rebuilt.commands).toBeGreaterThanOrEqual(3);
    }
  });

  test('ST3: a region that takes over writes what had not come over, and goes on from what its ledger knows', async () => {
    const copies = { kind: 'aws', from: active, to: standby } as const;
    const stream = { kind: 'postgres', from: standby, to: active } as const;
    await cloud.link.hold(copies);
    await payAndArchive('archived-in-one-region');
    const cameOver = await keysIn(standby);
    const known = (await keysIn(active)).filter((key) => !cameOver.includes(key));
    expect(known.length).toBeGreaterThan(0);
    // What was archived so far is in the replica before its stream is held.
    await verified({ archive: active, writer: active });
    await cloud.link.hold(stream);
    const unknownBefore = await keysIn(active);
    const lostPayment = await payAndArchive('archived-and-lost-by-replication');
    const deadEnds = (await keysIn(active)).filter((key) => !unknownBefore.includes(key));
    await letFailoversBegin();
    await cloud.killRegion(active);
    await cloud.link.release(stream);
    await cloud.link.release(copies);

    await merchant.pay('after-the-takeover');
    await merchant.paymentOnce(lostPayment, 'captured');
    const { rebuilt, comparison } = await verified({ archive: standby, writer: standby });
    expect(comparison.differences).toEqual([]);
    expect(rebuilt).toMatchObject({ epoch: 2, unfinished: [], deadBranches: [] });
    expect(await keysIn(standby)).toEqual(expect.arrayContaining([...known]));

    await cloud.restoreRegion(active);
    const hasSent = async () => {
      const keys = await keysIn(standby);
      return deadEnds.every((key) => keys.includes(key)) ? true : undefined;
    };
    await waitUntil(hasSent, { everyMs: 100 });
    const after = await verified({ archive: standby, writer: standby });
    expect(after.comparison.differences).toEqual([]);
    // The journal brought its commands back under their own ids: the ledger knows all of them.
    expect(after.rebuilt.deadBranches).toEqual(
      deadEnds.map((key) => ({ key, commands: expect.any(Number), unknownCommands: [] })),
    );
    // And the region that returned can tell the whole history as well.
    expect((await verified({ archive: active, writer: standby })).comparison.isEqual).toBe(true);
  });
}
