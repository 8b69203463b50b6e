import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type GlobalDefinition, globalDefinition } from '../../definitions/global-members.ts';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { DatabaseRole } from '../../protocol/region-start.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import { type DescribedGlobalCluster, describeGlobalCluster, type Transition } from './describe-global-cluster.ts';

/** Wait for a region's answer about its database: a busy machine is slow, a stopped process silent. */
const statusTimeoutMs = 500;
/** Time between two attempts to bring a living old writer back as a replica. */
const rejoinRetryMs = 500;

export interface GlobalDatabaseOptions {
  /** Resources of all regions. */
  readonly resources: readonly ResolvedResource[];
  readonly account: string;
  /** Region whose database is the writer at first. */
  readonly writerRegion: string;
  /** Asks a region process (`POST /_local/<hook>`); rejects when it is not there. */
  callRegion(region: string, hook: string, body: unknown): Promise<unknown>;
  /** Whether the region's process runs. */
  isAlive(region: string): boolean;
  log(message: string, fields: Readonly<Record<string, unknown>>): void;
}

/** Answer of a region's hook `database`. */
const DatabaseAnswer = z.object({
  isWriter: z.boolean(),
  isStreaming: z.boolean(),
  /** Replicas that follow a writer, by its own account. */
  standbys: z.number().default(0),
});
type DatabaseAnswer = z.infer<typeof DatabaseAnswer>;

const Identifier = z.object({ GlobalClusterIdentifier: z.string(), TargetDbClusterIdentifier: z.string() });
const FailoverInput = Identifier.extend({
  AllowDataLoss: z.boolean().default(false),
  Switchover: z.boolean().default(false),
});
const MemberStatusInput = z.object({ region: z.string() });
const DescribeInput = z.object({ GlobalClusterIdentifier: z.string().optional() });

/** A fault: promotions of one region take this long. */
interface SlowPromotion {
  readonly takesMs: number;
  readonly ended: AbortController;
}

/**
 * The side of RDS that belongs to no region: which member of the global cluster is the writer, and how that changes.
 *
 * It alone decides which member is the writer; a region gets its role at its start and at each change.
 */
export class GlobalDatabase {
  readonly #options: GlobalDatabaseOptions;
  readonly #definition: GlobalDefinition | undefined;
  readonly #stop = new AbortController();
  #writerRegion: string;
  #transition: Transition | undefined;
  readonly #slowPromotions = new Map<string, Set<SlowPromotion>>();

  constructor(options: GlobalDatabaseOptions) {
    this.#options = options;
    this.#definition = globalDefinition(options.resources, options.account);
    this.#writerRegion = options.writerRegion;
  }

  /** Region whose cluster is the writer; while a failover is under way, the one it was. */
  writerRegion(): string {
    return this.#writerRegion;
  }

  /** Role of a region's database when the region starts. */
  roleAt(region: string): DatabaseRole {
    return region === this.#writerRegion ? 'writer' : 'replica';
  }

  /**
   * Answers a call of a region's RDS endpoint; what AWS would refuse is an answer too: `{ refusal }`.
   *
   * @param path `rds/` and the action
   */
  async handle(path: string, body: unknown): Promise<unknown> {
    try {
      return await this.#answer(path, body);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, message, status } = error;
      return { refusal: { code, message, status } };
    }
  }

  /** Lets promotions of a region's cluster take at least this long; the answer ends that, also for one under way. */
  slowPromotion(region: string, takesMs: number): () => void {
    const slow = { takesMs, ended: new AbortController() };
    const known = this.#slowPromotions.get(region) ?? new Set();
    this.#slowPromotions.set(region, known.add(slow));
    return () => {
      known.delete(slow);
      slow.ended.abort();
    };
  }

  stop(): void {
    this.#stop.abort();
  }

  async #answer(path: string, body: unknown): Promise<unknown> {
    switch (path) {
      case 'rds/DescribeGlobalClusters':
        return this.#describe(DescribeInput.parse(body).GlobalClusterIdentifier);
      case 'rds/FailoverGlobalCluster': {
        const { AllowDataLoss, Switchover, ...named } = FailoverInput.parse(body);
        if (AllowDataLoss && Switchover) {
          throw new AwsError('InvalidParameterCombination', 'AllowDataLoss and Switchover exclude each other');
        }
        return AllowDataLoss ? this.#failOver(named) : this.#switchOver(named);
      }
      case 'rds/MemberStatus':
        return this.#memberStatus(MemberStatusInput.parse(body).region);
      case 'rds/SwitchoverGlobalCluster':
        return this.#switchOver(Identifier.parse(body));
      default:
        throw new AwsError('InvalidAction', `${path} is not simulated by the global database`);
    }
  }

  /** Status of a member's cluster while its role changes; undefined while it does not. */
  #memberStatus(region: string): { readonly status?: 'promoting' | Transition['status'] } {
    const { status, from, to } = this.#transition ?? {};
    if (status === undefined) return {};
    if (region === to?.region) return { status: 'promoting' };
    return region === from?.region ? { status } : {};
  }

  async #describe(id: string | undefined): Promise<{ readonly GlobalClusters: readonly DescribedGlobalCluster[] }> {
    if (this.#definition === undefined && id === undefined) return { GlobalClusters: [] };
    return { GlobalClusters: [await this.#described(this.#named(id))] };
  }

  /** Promotes a member with what it has; what only the old writer had stays behind in its region. */
  async #failOver(named: z.infer<typeof Identifier>): Promise<{ readonly GlobalCluster: DescribedGlobalCluster }> {
    const transition = this.#begin('failing-over', named);
    const { from, to } = transition;
    this.#options.log('failing over', { from: from.region, to: to.region });
    void this.#promote(to.region)
      .then(() => {
        this.#writerRegion = to.region;
        this.#options.log('failed over', { from: from.region, to: to.region });
        void this.#rejoin(from.region, to.region);
      })
      .catch((error: unknown) => this.#options.log('failover failed', { to: to.region, error: String(error) }))
      .finally(() => this.#end(transition));
    return { GlobalCluster: await this.#described(this.#named(named.GlobalClusterIdentifier)) };
  }

  /** Exchanges the roles of two healthy members; nothing is lost, and nothing can be written meanwhile. */
  async #switchOver(named: z.infer<typeof Identifier>): Promise<{ readonly GlobalCluster: DescribedGlobalCluster }> {
    const transition = this.#begin('switching-over', named);
    const { from, to } = transition;
    const [writer, replica] = await Promise.all([this.#ask(from.region), this.#ask(to.region)]);
    if (writer?.isWriter !== true || replica === undefined || !follows(replica, writer)) {
      this.#end(transition);
      const lame = writer?.isWriter === true ? to : from;
      throw new AwsError(
        'InvalidGlobalClusterStateFault',
        `a switchover needs both members healthy and ${lame.arn} is not; when its region is lost, call FailoverGlobalCluster with AllowDataLoss`,
      );
    }
    this.#options.log('switching over', { from: from.region, to: to.region });
    void this.#exchange(from.region, to.region)
      .catch((error: unknown) => this.#options.log('switchover failed', { to: to.region, error: String(error) }))
      .finally(() => this.#end(transition));
    return { GlobalCluster: await this.#described(this.#named(named.GlobalClusterIdentifier)) };
  }

  async #promote(region: string): Promise<void> {
    const slowest = [...(this.#slowPromotions.get(region) ?? [])].sort((a, b) => b.takesMs - a.takesMs)[0];
    if (slowest !== undefined) {
      const signal = AbortSignal.any([slowest.ended.signal, this.#stop.signal]);
      await pause(slowest.takesMs, undefined, { signal }).catch(() => undefined);
    }
    await this.#options.callRegion(region, 'promote', {});
  }

  async #exchange(from: string, to: string): Promise<void> {
    const { callRegion } = this.#options;
    await callRegion(from, 'retire', {});
    try {
      await this.#promote(to);
    } catch (error) {
      await callRegion(from, 'resume', { writerRegion: from });
      throw error;
    }
    this.#writerRegion = to;
    await callRegion(from, 'resume', { writerRegion: to });
    this.#options.log('switched over', { from, to });
  }

  /** Brings an old writer that is still alive back as a replica, as soon as it can reach the new one. */
  async #rejoin(region: string, writerRegion: string): Promise<void> {
    while (this.#options.isAlive(region) && this.#writerRegion === writerRegion && !this.#stop.signal.aborted) {
      try {
        await this.#options.callRegion(region, 'rejoin', { writerRegion });
        this.#options.log('old writer follows', { region, writerRegion });
        return;
      } catch (error) {
        this.#options.log('old writer is not back yet', { region, error: String(error) });
        await pause(rejoinRetryMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  #begin(
    status: Transition['status'],
    { GlobalClusterIdentifier, TargetDbClusterIdentifier }: z.infer<typeof Identifier>,
  ): Transition {
    const { id, members } = this.#named(GlobalClusterIdentifier);
    const to = members.find(({ arn }) => arn === TargetDbClusterIdentifier);
    const from = members.find(({ region }) => region === this.#writerRegion);
    if (to === undefined || from === undefined) {
      throw new AwsError(
        'DBClusterNotFoundFault',
        `${TargetDbClusterIdentifier} is no member of ${id}; give the ARN of one`,
        404,
      );
    }
    if (this.#transition !== undefined) {
      throw new AwsError('InvalidGlobalClusterStateFault', `${id} is ${this.#transition.status} already`);
    }
    if (to === from) throw new AwsError('InvalidGlobalClusterStateFault', `${to.arn} is the writer already`);
    if (!this.#options.isAlive(to.region)) {
      throw new AwsError('InvalidDBClusterStateFault', `${to.arn} is not available: its region is down`);
    }
    this.#transition = { status, from, to };
    return this.#transition;
  }

  #end(transition: Transition): void {
    if (this.#transition === transition) this.#transition = undefined;
  }

  #named(id: string | undefined): GlobalDefinition {
    if (this.#definition !== undefined && (id === undefined || id === this.#definition.id)) return this.#definition;
    throw new AwsError('GlobalClusterNotFoundFault', `no global cluster ${id}`, 404);
  }

  async #described(definition: GlobalDefinition): Promise<DescribedGlobalCluster> {
    const transition = this.#transition;
    const states = await Promise.all(definition.members.map(({ region }) => this.#ask(region)));
    const atWriter = states[definition.members.findIndex(({ region }) => region === this.#writerRegion)];
    const writer = atWriter?.isWriter === true ? atWriter : undefined;
    const streaming = definition.members.filter((_, index) => {
      const state = states[index];
      return state !== undefined && follows(state, writer);
    });
    return describeGlobalCluster(definition, { writerRegion: this.#writerRegion, streaming, transition });
  }

  /** Status of a region's database; undefined when the region does not answer in time. */
  async #ask(region: string): Promise<DatabaseAnswer | undefined> {
    if (!this.#options.isAlive(region)) return undefined;
    const answer = this.#options.callRegion(region, 'database', {}).then(
      (body) => DatabaseAnswer.safeParse(body).data,
      () => undefined,
    );
    const timeout = new AbortController();
    const late = pause(statusTimeoutMs, undefined, { signal: timeout.signal }).catch(() => undefined);
    return await Promise.race([answer, late]).finally(() => timeout.abort());
  }
}

/** Whether a replica gets all that is written. A replica whose log went on by itself connects and is refused, again and again. */
function follows({ isStreaming }: DatabaseAnswer, writer: DatabaseAnswer | undefined): boolean {
  return isStreaming && (writer === undefined || writer.standbys > 0);
}
