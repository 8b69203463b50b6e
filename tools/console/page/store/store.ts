import { signal } from '@preact/signals';
import type { DrillView } from '../../src/drill-wire.ts';
import type { CloudView, EventRow, FailoverView, PaymentRow, SecondRow, TimelineRow, Topic } from '../../src/wire.ts';
import { mergePayments } from '../model/payment-model.ts';
import { mergeSeconds } from './series.ts';

/** Rows of each list that a page keeps. */
const rowsMax = 400;

export type Connection = 'connecting' | 'live' | 'lost' | 'refused';

export const connection = signal<Connection>('connecting');
export const cloud = signal<CloudView | undefined>(undefined);
export const failover = signal<FailoverView | undefined>(undefined);
export const drill = signal<DrillView | undefined>(undefined);
export const payments = signal<readonly PaymentRow[]>([]);
export const events = signal<readonly EventRow[]>([]);
export const timeline = signal<readonly TimelineRow[]>([]);
export const seconds = signal<readonly SecondRow[]>([]);

/** The server's clock, in milliseconds since 1970; it moves four times a second. */
export const nowMs = signal(Date.now());
let offsetMs = 0;
setInterval(() => {
  nowMs.value = Date.now() + offsetMs;
}, 250);

/** Empties the lists: a feed begins with the newest of each. */
export function beginAgain(): void {
  payments.value = [];
  events.value = [];
  timeline.value = [];
  seconds.value = [];
}

/** Takes in one event of the feed. */
export function take(topic: Topic, data: unknown): void {
  switch (topic) {
    case 'cloud':
      cloud.value = data as CloudView;
      setClock(cloud.value.at);
      return;
    case 'failover':
      failover.value = data as FailoverView;
      return;
    case 'drill':
      drill.value = data as DrillView;
      return;
    case 'payments':
      payments.value = mergePayments(payments.value, data as readonly PaymentRow[]);
      return;
    case 'events':
      events.value = [...[...(data as readonly EventRow[])].reverse(), ...events.value].slice(0, rowsMax);
      return;
    case 'timeline':
      timeline.value = [...[...(data as readonly TimelineRow[])].reverse(), ...timeline.value].slice(0, rowsMax);
      return;
    case 'seconds':
      seconds.value = mergeSeconds(seconds.value, data as readonly SecondRow[]);
      return;
  }
}

function setClock(at: string): void {
  const serverMs = Date.parse(at);
  offsetMs = serverMs - Date.now();
  nowMs.value = serverMs;
}
