import type { ConsoleHost } from '@redoubt/local-cloud';
import { z } from 'zod';
import type { QueuesView, RegionView, ReplicaView } from '../../wire.ts';

/** Longest wait for a region's answer, in milliseconds: what it said before is shown with its age meanwhile. */
const answerMsMax = 1500;

const Database = z.object({ isWriter: z.boolean(), isStreaming: z.boolean(), lagMs: z.number().optional() });
const Queues = z.array(
  z.object({
    name: z.string(),
    visible: z.number(),
    inFlight: z.number(),
    delayed: z.number(),
    oldestAgeSeconds: z.number(),
  }),
);
const Alarms = z.array(z.object({ name: z.string(), since: z.number() }));

/** Figures that only the region itself can tell. A region that does not answer leaves them as they were. */
export class RegionFigures {
  databaseRole: RegionView['databaseRole'] = 'unknown';
  replica: ReplicaView | undefined;
  queues: QueuesView | undefined;
  alarms: RegionView['alarms'];
  readonly #region: string;
  readonly #askRegion: ConsoleHost['askRegion'];

  constructor(region: string, askRegion: ConsoleHost['askRegion']) {
    this.#region = region;
    this.#askRegion = askRegion;
  }

  async readDatabase(now: () => Date): Promise<void> {
    const answer = await this.#ask('database', Database);
    if (answer === undefined) {
      this.databaseRole = 'unknown';
      return;
    }
    this.databaseRole = answer.isWriter ? 'writer' : 'replica';
    if (answer.isWriter) this.replica = undefined;
    else if (answer.lagMs !== undefined) {
      const at = now();
      const upTo = new Date(at.getTime() - answer.lagMs).toISOString();
      const { lagMs, isStreaming } = answer;
      this.replica = { readAt: at.toISOString(), lagMs, upTo, isStreaming };
    }
  }

  async readQueues(now: () => Date): Promise<void> {
    const queues = await this.#ask('queue-depths', Queues);
    if (queues !== undefined) this.queues = queuesView(queues, now().toISOString());
  }

  async readAlarms(now: () => Date): Promise<void> {
    const alarms = await this.#ask('alarms-ringing', Alarms);
    if (alarms === undefined) return;
    const ringing = alarms.map(({ name, since }) => ({ name, since: new Date(since).toISOString() }));
    this.alarms = { readAt: now().toISOString(), ringing };
  }

  async #ask<Schema extends z.ZodType>(hook: string, schema: Schema): Promise<z.infer<Schema> | undefined> {
    const answer = await this.#askRegion(this.#region, hook, answerMsMax).catch(() => undefined);
    return schema.safeParse(answer).data;
  }
}

/** Sums over a region's queues; dead letters apart, because somebody has to look at each. */
export function queuesView(queues: z.infer<typeof Queues>, readAt: string): QueuesView {
  const isDead = (name: string): boolean => /dead-letters?|dlq/.test(name);
  const alive = queues.filter(({ name }) => !isDead(name));
  const sum = (of: typeof queues, count: (queue: (typeof queues)[number]) => number) =>
    of.reduce((total, queue) => total + count(queue), 0);
  return {
    readAt,
    waiting: sum(alive, ({ visible }) => visible),
    inFlight: sum(alive, ({ inFlight }) => inFlight),
    delayed: sum(alive, ({ delayed }) => delayed),
    deadLetters: sum(
      queues.filter(({ name }) => isDead(name)),
      ({ visible, inFlight }) => visible + inFlight,
    ),
    oldestSeconds: alive.reduce((oldest, { oldestAgeSeconds }) => Math.max(oldest, oldestAgeSeconds), 0),
    busy: queues
      .filter(({ visible, inFlight }) => visible + inFlight > 0)
      .map(({ name, visible, inFlight }) => ({ name, waiting: visible, inFlight })),
  };
}
