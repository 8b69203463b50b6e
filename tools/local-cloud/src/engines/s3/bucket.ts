import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BucketDefinition, ReplicationRule } from '../../definitions/bucket-definition.ts';
import { BucketLog } from './bucket-log.ts';
import { SortedKeys } from './listing/sorted-keys.ts';
import { Uploads } from './multipart/uploads.ts';
import { newVersionId, type ObjectVersion, type StoredObject } from './object-version.ts';

/** A write of an object; the bucket adds version and time. */
export type NewObject = Pick<StoredObject, 'key' | 'etag' | 'checksum' | 'headers' | 'storageClass'>;

/**
 * How long it takes until an archived object is restored, in milliseconds: hours on AWS.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
const restorationMsByDefault = 1_000;

/** Of a version id in a bucket without versioning. */
const noVersion = 'null';

/**
 * The versions of a bucket's objects: bodies in files, the rest in memory and in a log.
 *
 * A body is on disk before its line is in the log, and the line before anybody is answered, so that a region that is
 * killed comes back with all that it acknowledged.
 */
export class Bucket {
  readonly name: string;
  readonly isVersioned: boolean;
  /** Time from a request to the restored copy. */
  readonly restorationMs: number;
  readonly uploads: Uploads;
  readonly #folder: string;
  readonly #log: BucketLog;
  readonly #keys = new SortedKeys();
  /** Newest first; never empty. */
  readonly #versions = new Map<string, readonly ObjectVersion[]>();
  readonly #removals = new Map<string, number>();
  #rule: ReplicationRule | undefined;
  #onPending: (version: ObjectVersion) => void = () => undefined;

  /** @param parent folder of all buckets; what an earlier process left there is taken over */
  constructor(
    { name, isVersioned, replication }: BucketDefinition,
    parent: string,
    { restorationMs = restorationMsByDefault }: { readonly restorationMs?: number } = {},
  ) {
    this.name = name;
    this.isVersioned = isVersioned;
    this.restorationMs = restorationMs;
    this.#rule = replication;
    this.#folder = join(parent, name);
    mkdirSync(this.#folder, { recursive: true });
    this.#log = new BucketLog(join(this.#folder, 'changes.ndjson'));
    this.uploads = new Uploads(this.#log, (file) => this.discardBody(file));
    for (const change of this.#log.past) {
      if (change.change === 'added') this.#take(change.version);
      else if (change.change === 'removed') this.#drop(change.key, change.versionId);
      else if (change.change === 'restored') this.#alter(change, { restoration: change.restoration });
      else if (change.change === 'replicated') this.#alter(change, { replication: 'COMPLETED' });
      else this.uploads.adopt(change);
    }
  }

  get rule(): ReplicationRule | undefined {
    return this.#rule;
  }

  /** Gives the bucket a target for what is written from now on: S3 leaves what exists where it is. */
  replicateBy(rule: ReplicationRule): void {
    this.#rule = rule;
  }

  /** Sets the listener for versions to be copied. */
  onPending(listener: (version: ObjectVersion) => void): void {
    this.#onPending = listener;
  }

  /** Versions that are still to be copied, oldest first. */
  pending(): readonly ObjectVersion[] {
    const versions = [...this.#versions.values()].flat().filter(({ replication }) => replication === 'PENDING');
    return versions.toSorted((left, right) => left.lastModified.localeCompare(right.lastModified));
  }

  /** The newest version, which may be a delete marker; undefined when the key has none. */
  newest(key: string): ObjectVersion | undefined {
    return this.#versions.get(key)?.[0];
  }

  /** The newest version when it is an object: what a reader sees. */
  current(key: string): StoredObject | undefined {
    const newest = this.newest(key);
    return newest?.kind === 'object' ? newest : undefined;
  }

  version(key: string, versionId: string): ObjectVersion | undefined {
    return this.#versions.get(key)?.find((version) => version.versionId === versionId);
  }

  /** All versions of a key, newest first. */
  versionsOf(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }

  /** Keys with any version, in S3's order. */
  keysAfter(key: string | undefined, prefix: string): Iterable<string> {
    return this.#keys.after(key, prefix);
  }

  /** How often something of a key was deleted since the region started. */
  removalsOf(key: string): number {
    return this.#removals.get(key) ?? 0;
  }

  /** Writes a body to a file that belongs to no object yet; returns the file's name. */
  async writeBody(body: Buffer): Promise<string> {
    const file = randomUUID();
    await writeFile(join(this.#folder, file), body, { mode: 0o600 });
    return file;
  }

  /** Writes the bodies of files, one after the other, to a file that belongs to no object yet; returns its name. */
  async joinBodies(files: readonly string[]): Promise<string> {
    const joined = randomUUID();
    const folder = this.#folder;
    async function* chunks() {
      for (const file of files) yield* createReadStream(join(folder, file));
    }
    await pipeline(chunks, createWriteStream(join(folder, joined), { mode: 0o600 }));
    return joined;
  }

  readBody({ file }: StoredObject): Promise<Buffer> {
    return readFile(join(this.#folder, file));
  }

  discardBody(file: string): void {
    rmSync(join(this.#folder, file), { force: true });
  }

  /** Makes an object of a body that was written; it is the newest version at once. */
  add(object: NewObject, { file, bytes }: { readonly file: string; readonly bytes: number }): StoredObject {
    const version: StoredObject = { kind: 'object', ...object, ...this.#newIdentity(object.key), file, bytes };
    this.#accept(version);
    return version;
  }

  /**
   * Deletes an object.
   *
   * With versioning that hides it behind a marker, without it is gone, and then nothing is answered.
   */
  hide(key: string): ObjectVersion | undefined {
    this.#countRemoval(key);
    if (!this.isVersioned) {
      if (this.newest(key) !== undefined) this.#removeForEver(key, noVersion);
      return undefined;
    }
    const marker: ObjectVersion = { kind: 'delete_marker', key, ...this.#newIdentity(key, true) };
    this.#accept(marker);
    return marker;
  }

  /** Deletes one version for ever; answers it, or undefined when there was none. */
  remove(key: string, versionId: string): ObjectVersion | undefined {
    const version = this.version(key, versionId);
    if (version === undefined) return undefined;
    this.#countRemoval(key);
    this.#removeForEver(key, versionId);
    return version;
  }

  /** Takes a copy of another bucket's version, which this one must not have yet. */
  addReplica(version: ObjectVersion): void {
    const replica: ObjectVersion = { ...version, replication: 'REPLICA' };
    this.#log.append({ change: 'added', version: replica });
    this.#take(replica);
    if (replica.kind === 'delete_marker') this.#countRemoval(replica.key);
  }

  markReplicated(key: string, versionId: string): void {
    if (this.version(key, versionId) === undefined) return;
    this.#log.append({ change: 'replicated', key, versionId });
    this.#alter({ key, versionId }, { replication: 'COMPLETED' });
  }

  /** Makes a temporary copy of an archived version. */
  restore({ key, versionId }: StoredObject, restoration: NonNullable<StoredObject['restoration']>): void {
    this.#log.append({ change: 'restored', key, versionId, restoration });
    this.#alter({ key, versionId }, { restoration });
  }

  close(): void {
    this.#log.close();
  }

  #newIdentity(key: string, isMarker = false): Pick<ObjectVersion, 'versionId' | 'lastModified' | 'replication'> {
    const rule = this.#rule;
    const isCopied = rule?.isEnabled === true && key.startsWith(rule.prefix) && (!isMarker || rule.hasDeleteMarkers);
    return {
      versionId: this.isVersioned ? newVersionId() : noVersion,
      lastModified: new Date().toISOString(),
      ...(isCopied ? { replication: 'PENDING' } : {}),
    };
  }

  #accept(version: ObjectVersion): void {
    const replaced = this.isVersioned ? undefined : this.current(version.key);
    this.#log.append({ change: 'added', version });
    this.#take(version);
    if (replaced !== undefined) this.discardBody(replaced.file);
    if (version.replication === 'PENDING') this.#onPending(version);
  }

  #removeForEver(key: string, versionId: string): void {
    const version = this.version(key, versionId);
    this.#log.append({ change: 'removed', key, versionId });
    this.#drop(key, versionId);
    if (version?.kind === 'object') this.discardBody(version.file);
  }

  /** Versions are ordered by their time, wherever they were made; of two of the same time the later comer is newer. */
  #take(version: ObjectVersion): void {
    const others = this.isVersioned ? this.versionsOf(version.key) : [];
    const newer = others.filter(({ lastModified }) => lastModified > version.lastModified);
    this.#versions.set(version.key, [...newer, version, ...others.slice(newer.length)]);
    this.#keys.add(version.key);
  }

  #drop(key: string, versionId: string): void {
    const rest = this.versionsOf(key).filter((version) => version.versionId !== versionId);
    if (rest.length > 0) this.#versions.set(key, rest);
    else {
      this.#versions.delete(key);
      this.#keys.remove(key);
    }
  }

  #alter(
    { key, versionId }: Pick<ObjectVersion, 'key' | 'versionId'>,
    over: Pick<StoredObject, 'replication' | 'restoration'>,
  ): void {
    const versions = this.versionsOf(key).map(
      (version): ObjectVersion => (version.versionId === versionId ? { ...version, ...over } : version),
    );
    if (versions.length > 0) this.#versions.set(key, versions);
  }

  #countRemoval(key: string): void {
    this.#removals.set(key, this.removalsOf(key) + 1);
  }
}
