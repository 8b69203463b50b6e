import { AnsweredFailover, AnswerFailoverRequest, CreatePaymentRequest, OrderedFailover } from '@redoubt/contracts';
import type { ConsoleHost } from '@redoubt/local-cloud';
import { z } from 'zod';
import { ConsoleError } from '../console-error.ts';
import type { SentPayment } from './send-payment.ts';

const Region = z.strictObject({ region: z.string().min(1) });
const Slow = Region;
const Heal = z.strictObject({ id: z.string().optional() });
const Rate = z.strictObject({ rate: z.number() });
const Order = z.strictObject({
  toRegion: z.string(),
  reason: z.string(),
  by: z.string(),
  isForced: z.boolean().default(false),
  isDryRun: z.boolean(),
});

/** A slow region stands still for so long in each turn, and runs for so long, in milliseconds. */
const slowTurn = { stopMs: 300, runMs: 200 };

export interface CommandDependencies {
  readonly host: ConsoleHost;
  readonly setRate: (rate: number) => void;
  readonly send: (body: z.infer<typeof CreatePaymentRequest>) => Promise<SentPayment>;
}

/** A command of the page: parses its body, carries it out and returns the answer. */
export type Command = (body: unknown) => Promise<unknown>;

/** The commands of the page, by the last part of their path. */
export function commands({ host, setRate, send }: CommandDependencies): Readonly<Record<string, Command>> {
  return {
    kill: async (body) => await host.kill(Region.parse(body).region),
    restore: async (body) => await host.restore(Region.parse(body).region),
    isolate: async (body) => await host.addFault({ kind: 'isolate', ...Region.parse(body) }),
    slow: async (body) => await host.addFault({ kind: 'pause', ...Slow.parse(body), dutyCycle: slowTurn }),
    // Parsed by the registry of faults, which says what is wrong with it.
    fault: async (body) => await host.addFault(body),
    heal: async (body) => await host.heal(Heal.parse(body).id),
    load: async (body) => setRate(Rate.parse(body).rate),
    pay: async (body) => {
      const sent = await send(CreatePaymentRequest.parse(body));
      if (sent.outcome === 'acknowledged') return sent;
      throw new ConsoleError({
        what: sent.outcome === 'refused' ? 'the API refused the payment' : 'nobody acknowledged the payment',
        why: sent.reason,
        fix: sent.outcome === 'refused' ? 'change the payment' : 'look at the regions',
      });
    },
    answer: async (body) => {
      const answered = AnsweredFailover.parse(
        await callAnyRegion(host, 'answer-failover', AnswerFailoverRequest.parse(body)),
      );
      if (answered.outcome === 'answered') return answered;
      throw new ConsoleError({
        what: 'the answer was not taken, and nothing was changed',
        why: answered.reason,
        fix: 'look at the failover again',
      });
    },
    order: async (body) => {
      const { toRegion, ...request } = Order.parse(body);
      return OrderedFailover.parse(await callFunction(host, toRegion, 'order-failover', request));
    },
  };
}

/** Calls a function of the failover service in a region that runs, rather the active one's. */
export async function callAnyRegion(host: ConsoleHost, name: string, payload: unknown): Promise<unknown> {
  const { regions, trafficRegions } = host.now();
  const running = regions.filter(({ process }) => process === 'running').map(({ region }) => region);
  const region = running.find((it) => trafficRegions.includes(it)) ?? running[0];
  if (region === undefined) {
    throw new ConsoleError({
      what: 'no region runs',
      why: 'a failover is carried out by a region',
      fix: 'restore one',
    });
  }
  return await callFunction(host, region, name, payload);
}

export async function callFunction(
  host: ConsoleHost,
  region: string,
  name: string,
  payload: unknown,
): Promise<unknown> {
  return await host.invoke(region, `failover-${name}-${host.suffix}`, payload).catch((cause: unknown) => {
    throw new ConsoleError(
      {
        what: `${name} could not be asked in ${region}`,
        why: cause instanceof Error ? cause.message : String(cause),
        fix: 'ask again when the region and the quorum answer',
      },
      { cause },
    );
  });
}
