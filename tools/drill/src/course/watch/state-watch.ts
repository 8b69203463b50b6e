import { setTimeout as pause } from 'node:timers/promises';
import type { CloudStatus, LocalCloud } from '@redoubt/local-cloud';
import type { StateChange, TrafficMove } from '../../evidence/conduct.ts';
import { waitUntil } from '../../wait-until.ts';
import type { DrillRun } from '../drill-run.ts';

const everyMs = 200;

/** A status that takes longer is skipped: a frozen region must not blind the drill. */
const statusMsMax = 3000;

/** Polls the platform's state for a whole drill, and puts its changes on the timeline. */
export class StateWatch implements AsyncDisposable {
  readonly #run: DrillRun;
  readonly #ended = new AbortController();
  readonly #changes: StateChange[] = [];
  readonly #traffic: TrafficMove[] = [];
  readonly #polling: Promise<void>;
  #status: CloudStatus | undefined;

  constructor(run: DrillRun) {
    this.#run = run;
    this.#polling = this.#poll();
  }

  /** Every epoch, mode and stage that was seen, oldest first. */
  get changes(): readonly StateChange[] {
    return this.#changes;
  }

  /** Every time that the public name began to lead to another region. */
  get traffic(): readonly TrafficMove[] {
    return this.#traffic;
  }

  /** The last state that was seen. */
  get state(): StateChange | undefined {
    return this.#changes.at(-1);
  }

  /** Waits for a state. @returns whether it came in time */
  async until(isReached: (state: StateChange, status: CloudStatus) => boolean, limitMs?: number): Promise<boolean> {
    const { signal, waitMsMax } = this.#run;
    const look = (): true | undefined => {
      const state = this.state;
      return state !== undefined && this.#status !== undefined && isReached(state, this.#status) ? true : undefined;
    };
    return (await waitUntil(look, { limitMs: limitMs ?? waitMsMax, everyMs: 50, signal })) ?? false;
  }

  async #poll(): Promise<void> {
    const { cloud } = this.#run;
    while (!this.#ended.signal.aborted) {
      const status = await statusOf(cloud);
      if (status !== undefined) {
        this.#note(status);
        this.#status = status;
      }
      await pause(everyMs, undefined, { signal: this.#ended.signal }).catch(() => {});
    }
  }

  #note(status: CloudStatus): void {
    const { timeline, clock } = this.#run;
    this.#noteState(status);
    for (const { region, databaseRole } of status.regions) {
      const before = this.#status?.regions.find((it) => it.region === region)?.databaseRole;
      if (before === 'replica' && databaseRole === 'writer') {
        timeline.add('promote', 'the replica has become the writer', { region, atMs: clock.nowMs() });
      }
    }
    const [address] = status.publicApiAddresses;
    const [before] = this.#status?.publicApiAddresses ?? [];
    if (this.#status !== undefined && address !== before) {
      const region = status.regions.find(({ frontDoor }) => new URL(frontDoor).hostname === address)?.region;
      const text = `the public name leads to ${address ?? 'nothing'}`;
      timeline.add('traffic', text, region === undefined ? {} : { region });
      const activeRegion = status.regionState?.activeRegion;
      if (region !== undefined && activeRegion !== undefined) {
        this.#traffic.push({ atMs: Math.round(clock.nowMs()), toRegion: region, activeRegion });
      }
    }
  }

  #noteState({ regionState }: CloudStatus): void {
    if (regionState === undefined) return;
    const { epoch, activeRegion, mode, stage } = regionState;
    const before = this.state;
    if (before?.epoch === epoch && before.mode === mode && before.stage === stage) return;
    const { timeline, clock } = this.#run;
    this.#changes.push({ atMs: clock.nowMs(), epoch, activeRegion, mode, stage });
    if (before === undefined) return;
    const region = activeRegion;
    if (before.epoch !== epoch) {
      timeline.add('fence', `epoch ${epoch}: ${region} is active, older writes are refused`, { region });
    }
    if (mode !== 'open' || before.mode !== mode)
      timeline.add('open', `epoch ${epoch} is ${mode}, ${stage}`, { region });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#polling;
  }
}

/** `undefined` when the control process does not answer in time. */
async function statusOf(cloud: LocalCloud): Promise<CloudStatus | undefined> {
  const late = new AbortController();
  const limit = pause(statusMsMax, undefined, { signal: late.signal }).catch(() => undefined);
  try {
    return await Promise.race([cloud.status().catch(() => undefined), limit]);
  } finally {
    late.abort();
  }
}
