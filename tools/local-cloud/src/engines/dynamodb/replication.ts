import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { RegionContext } from '../service-module.ts';
import { EventualTables, VersionedItem } from './eventual-tables.ts';
import { ItemLog } from './item-log.ts';
import { PeerOutbox } from './peer-outbox.ts';

/** Prefix of the calls that replicas make to each other, in the place of DynamoDB's own. */
export const replicationTarget = 'GlobalTables';
const pageItemsMax = 500;
const catchUpRetryMs = 200;

const Items = z.object({ items: z.array(VersionedItem) });
const PageRequest = z.object({ from: z.number().int().min(0), region: z.string() });

/**
 * Replication of the asynchronous tables between regions, over the link.
 *
 * A lost region sends the rest of its writes when it returns, as on AWS: a kill does not take its disk.
 */
export class Replication {
  readonly tables: EventualTables;
  readonly #context: RegionContext;
  readonly #past: readonly VersionedItem[];
  readonly #log: ItemLog;
  readonly #outboxes: ReadonlyMap<string, PeerOutbox>;
  readonly #stop = new AbortController();

  constructor(context: RegionContext) {
    this.#context = context;
    const path = join(context.dataDir, 'global-tables.ndjson');
    this.#past = context.start.restored ? ItemLog.read(path) : [];
    this.#log = new ItemLog(path);
    this.#outboxes = new Map(
      context.model.peers.map((peer) => [
        peer,
        new PeerOutbox(async (items) => void (await this.#call(peer, 'Replicate', { items }))),
      ]),
    );
    this.tables = new EventualTables(context.model.region, (item) => {
      this.#log.append(item);
      // Each region spreads what was written in it; what came from a peer is the peer's to spread.
      if (item.version.region !== context.model.region) return;
      for (const [peer, outbox] of this.#outboxes) if (this.tables.isIn(peer, item.table)) outbox.offer(item);
    });
  }

  /** After all tables exist: brings back what this region had, then what it missed. Goes on while a peer is away. */
  async start(): Promise<void> {
    for (const item of this.#past) await this.tables.merge(item);
    if (!this.#context.start.restored) return;
    for (const peer of this.#context.model.peers) void this.#catchUp(peer);
  }

  stop(): void {
    this.#stop.abort();
    for (const outbox of this.#outboxes.values()) outbox.stop();
    this.#log.close();
  }

  /** Answers a peer. */
  async answer(operation: string, body: unknown): Promise<unknown> {
    if (operation === 'Replicate') {
      for (const item of Items.parse(body).items) await this.tables.merge(item);
      return {};
    }
    if (operation === 'ReadPage') {
      const { from, region } = PageRequest.parse(body);
      return { items: this.tables.itemsFor(region).slice(from, from + pageItemsMax) };
    }
    throw new AwsError('UnknownOperationException', `replicas know Replicate and ReadPage, got ${operation}`);
  }

  /** Reads all of a peer's items. New ones that come meanwhile are sent by the peer's outbox. */
  async #catchUp(peer: string): Promise<void> {
    for (let from = 0; !this.#stop.signal.aborted; ) {
      try {
        const { items } = Items.parse(await this.#call(peer, 'ReadPage', { from, region: this.#context.model.region }));
        for (const item of items) await this.tables.merge(item);
        if (items.length < pageItemsMax) return;
        from += items.length;
      } catch (error) {
        this.#context.log('dynamodb', 'catching up waits for the peer', { peer, error: String(error) });
        await pause(catchUpRetryMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  async #call(peer: string, operation: string, body: unknown): Promise<unknown> {
    const answer = await this.#context.forward(peer, {
      service: 'dynamodb',
      region: peer,
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `${replicationTarget}.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=replication/20000101/${peer}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: Buffer.from(JSON.stringify(body)),
      caller: 'replication',
    });
    if (answer.status !== 200) throw new Error(`${peer} answered ${answer.status}: ${String(answer.body)}`);
    return JSON.parse(String(answer.body));
  }
}
