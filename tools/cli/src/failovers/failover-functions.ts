import {
  AnsweredFailover,
  type AnswerFailoverRequest,
  ExplainedFailover,
  FailoversRead,
  OrderedFailover,
  type OrderFailoverRequest,
  type ReadFailoversRequest,
  ReadinessReport,
} from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import type { z } from 'zod';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import { commandLine } from '../workspace.ts';

/** The functions that the failover service has for people, called with the rights of the local cloud's operator. */
export class FailoverFunctions {
  readonly #cloud: Pick<LocalCloud, 'invoke' | 'status'>;

  constructor(cloud: Pick<LocalCloud, 'invoke' | 'status'>) {
    this.#cloud = cloud;
  }

  /** Orders a failover into a region, or says what is in the way. @throws CliError `usage`, `region_lost`, `failover_unanswered` */
  async order(toRegion: string, request: OrderFailoverRequest): Promise<OrderedFailover> {
    const { regions } = await this.#cloud.status();
    const found = regions.find(({ region }) => region === toRegion);
    if (found === undefined) throw noRegion(toRegion, regions);
    if (found.process !== 'running') throw regionLost(toRegion);
    return await this.#call(toRegion, { name: 'order-failover', payload: request, schema: OrderedFailover });
  }

  /** Reads region state and reports from any region that runs. */
  async read(request: ReadFailoversRequest): Promise<FailoversRead> {
    const region = await this.#anyRegion();
    return await this.#call(region, { name: 'read-failovers', payload: request, schema: FailoversRead });
  }

  /** Answers a question, through any region that runs. */
  async answer(request: AnswerFailoverRequest): Promise<AnsweredFailover> {
    const region = await this.#anyRegion();
    return await this.#call(region, { name: 'answer-failover', payload: request, schema: AnsweredFailover });
  }

  /** Asks the watcher of a region; by default of the standby. */
  async explain(wanted: string | undefined): Promise<ExplainedFailover> {
    const region = await this.#standbyOr(wanted);
    return await this.#call(region, { name: 'explain-failover', payload: {}, schema: ExplainedFailover });
  }

  /** Lets a region compare both; by default the standby. */
  async readiness(wanted: string | undefined): Promise<ReadinessReport> {
    const region = await this.#standbyOr(wanted);
    return await this.#call(region, { name: 'check-readiness', payload: {}, schema: ReadinessReport });
  }

  /** The region that is wanted; else the standby, or the one that is left. */
  async #standbyOr(wanted: string | undefined): Promise<string> {
    const { regions } = await this.#cloud.status();
    if (wanted !== undefined && !regions.some(({ region }) => region === wanted)) throw noRegion(wanted, regions);
    const running = regions.filter(({ process }) => process === 'running');
    const standby = running.find(({ trafficRole }) => trafficRole === 'standby');
    const region = wanted ?? standby?.region ?? running[0]?.region;
    if (region === undefined || !running.some((it) => it.region === region)) throw regionLost(region ?? 'a region');
    return region;
  }

  async #anyRegion(): Promise<string> {
    const running = (await this.#cloud.status()).regions.filter(({ process }) => process === 'running');
    const region = running.find(({ trafficRole }) => trafficRole === 'active') ?? running[0];
    if (region === undefined) throw regionLost('a region');
    return region.region;
  }

  async #call<Schema extends z.ZodType>(
    region: string,
    { name, payload, schema }: { readonly name: string; readonly payload: unknown; readonly schema: Schema },
  ): Promise<z.infer<Schema>> {
    const { suffix } = await this.#cloud.status();
    const answer = await this.#cloud.invoke(region, `failover-${name}-${suffix}`, payload).catch((cause: unknown) => {
      throw new CliError(
        {
          code: 'failover_unanswered',
          what: cause instanceof Error ? cause.message : String(cause),
          why: 'the function could not do its work: without the quorum of the region-state table nothing can be read or ordered',
          fix: commandLine('status'),
        },
        { cause },
      );
    });
    return schema.parse(answer);
  }
}

function noRegion(wanted: string, regions: readonly { readonly region: string }[]): CliError {
  return new CliError({
    code: 'usage',
    what: `region must be one of ${regions.map(({ region }) => region).join(', ')}, got ${JSON.stringify(wanted)}`,
    why: 'the local cloud runs no other',
    fix: commandLine('status'),
  });
}

function regionLost(region: string): CliError {
  return new CliError({
    code: 'region_lost',
    what: `${region} does not run`,
    why: 'a failover is carried out by the region that takes over, and explained by the one that watches',
    fix: commandLine(`region restore ${region}`),
    exitCode: exitCode.precondition,
  });
}
