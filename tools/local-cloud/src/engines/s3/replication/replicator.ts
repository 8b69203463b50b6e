import { setTimeout as pause } from 'node:timers/promises';
import type { ReplicationRule } from '../../../definitions/bucket-definition.ts';
import type { RegionContext } from '../../service-module.ts';
import type { Bucket } from '../bucket.ts';
import type { ObjectVersion } from '../object-version.ts';
import { type Backlog, replicaCall } from './replica-call.ts';

/** Time between two attempts while the target can't be reached, in milliseconds. */
const retryMs = 200;

/**
 * Copies a bucket's new versions to its target over the link, one after the other, each again and again until it is taken.
 *
 * A region that is killed has on its disk what it did not send, and sends it when it returns, as on AWS.
 */
export class Replicator {
  readonly #context: RegionContext;
  readonly #bucket: Bucket;
  readonly #waiting: ObjectVersion[] = [];
  readonly #stop = new AbortController();
  #isSending = false;

  constructor(context: RegionContext, bucket: Bucket) {
    this.#context = context;
    this.#bucket = bucket;
    bucket.onPending((version) => this.#offer(version));
  }

  get bucket(): Bucket {
    return this.#bucket;
  }

  /** Goes on with what an earlier process left. */
  start(): void {
    const waiting = new Set(this.#waiting);
    for (const version of this.#bucket.pending()) if (!waiting.has(version)) this.#offer(version);
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Versions that wait behind one that is sent now, and how late that one is. */
  #backlog(sent: ObjectVersion): Omit<Backlog, 'source' | 'rule'> {
    const behind = this.#waiting.filter((version) => version !== sent);
    return {
      operations: behind.length,
      bytes: behind.reduce((sum, version) => sum + (version.kind === 'object' ? version.bytes : 0), 0),
      latencySeconds: (Date.now() - Date.parse(sent.lastModified)) / 1000,
    };
  }

  #offer(version: ObjectVersion): void {
    this.#waiting.push(version);
    if (!this.#isSending) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isSending = true;
    for (let next = this.#waiting[0]; next !== undefined && !this.#stop.signal.aborted; next = this.#waiting[0]) {
      try {
        await this.#send(next);
        this.#waiting.shift();
      } catch (error) {
        this.#context.log('s3', 'a copy waits for its target', { bucket: this.#bucket.name, error: String(error) });
        await pause(retryMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
    this.#isSending = false;
  }

  async #send(version: ObjectVersion): Promise<void> {
    const { key, versionId } = version;
    const rule = this.#bucket.rule;
    // A version that was deleted for ever meanwhile has nothing to be copied.
    if (rule === undefined || this.#bucket.version(key, versionId) === undefined) return;
    const body = version.kind === 'object' ? await this.#bucket.readBody(version) : Buffer.alloc(0);
    const region = this.#regionOf(rule);
    const backlog = { ...this.#backlog(version), source: this.#bucket.name, rule: rule.id };
    const call = replicaCall(version, { body, bucket: rule.destination, region, backlog });
    const { status, body: answer } = await this.#context.forward(region, call);
    if (status !== 200) throw new Error(`${region} answered ${status}: ${String(answer)}`);
    this.#bucket.markReplicated(key, versionId);
  }

  #regionOf({ destination }: ReplicationRule): string {
    const region = this.#context.model.buckets[destination];
    if (region === undefined) throw new Error(`no region has bucket ${destination}`);
    return region;
  }
}
