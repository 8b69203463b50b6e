import type { EndpointPaused, EventOf, NotificationDelivered } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { ChannelTable } from '../../src/adapters/channel-table.ts';
import { CodeTable } from '../../src/adapters/code-table.ts';
import { DayCounterTable } from '../../src/adapters/day-counter-table.ts';
import { DeliveryTable } from '../../src/adapters/delivery-table.ts';
import { EndpointTable } from '../../src/adapters/endpoint-table.ts';
import { EventTable } from '../../src/adapters/event-table.ts';
import { LaneTable } from '../../src/adapters/lane-table.ts';
import { dueIndex, heardIndex } from '../../src/adapters/notifications-table.ts';
import { RecipientTable } from '../../src/adapters/recipient-table.ts';
import { webhookSender } from '../../src/adapters/webhook-sender.ts';
import type { Messenger, OutgoingMessage } from '../../src/channels/messenger.ts';
import { sendCode } from '../../src/channels/send-code.ts';
import type { DeliverEventDependencies } from '../../src/deliver-event.ts';
import type { AttemptOutcome } from '../../src/domain/attempt-outcome.ts';
import type { Channel } from '../../src/domain/channel.ts';
import { type TakeTurnDependencies, takeTurn } from '../../src/lanes/take-turn.ts';
import type { RepeatLastEventDependencies } from '../../src/repeat-last-event.ts';
import type { RetryDeliveryDependencies } from '../../src/retry-delivery.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** Ids of the endpoints. */
export const [one, two] = [`we_${'b'.repeat(32)}`, `we_${'c'.repeat(32)}`];

/** A merchant with two endpoints that really receive, the log in DynamoDB's own semantics, and a bus that keeps. */
export interface Merchant extends AsyncDisposable {
  readonly dependencies: DeliverEventDependencies &
    RetryDeliveryDependencies &
    RepeatLastEventDependencies & {
      readonly endpoints: RecipientTable;
      readonly lanes: LaneTable;
      readonly messenger: Messenger;
    };
  readonly deliveries: DeliveryTable;
  readonly endpoints: EndpointTable;
  readonly channels: ChannelTable;
  readonly codes: CodeTable;
  /** Messages that people got. */
  readonly told: (OutgoingMessage & { readonly to: string })[];
  /** The answer of SES and SNS from now on. */
  peopleAnswer: (channel: Channel) => AttemptOutcome;
  readonly lanes: LaneTable;
  readonly events: EventTable;
  readonly dynamo: LocalDynamo;
  readonly receivers: { readonly one: Receiver; readonly two: Receiver };
  /** Origins that webhooks may be sent to over plain http; a further receiver is added here. */
  readonly localOrigins: string[];
  /** Deliveries that were announced. */
  readonly announced: EventOf<typeof NotificationDelivered>[];
  /** Pauses that owners are told of. */
  readonly paused: EventOf<typeof EndpointPaused>[];
  /** How far the test has moved the platform's clock, in milliseconds. It stands still otherwise, however slow the machine is. */
  aheadMs: number;
  /** Takes the turns of all lanes that are due, and returns their endpoints. */
  takeTurns(over?: Partial<TakeTurnDependencies>): Promise<readonly string[]>;
  /** Whether the bus takes events from now on. */
  busIsReachable: boolean;
}

export async function aMerchant(): Promise<Merchant> {
  const dynamo = await startLocalDynamo(['pk', 'sk'], [dueIndex, heardIndex]);
  const receivers = { one: await startReceiver(), two: await startReceiver() };
  const localOrigins = [receivers.one.origin, receivers.two.origin];
  const events = new EventTable({ table: dynamo.table, client: dynamo.client });
  const endpoints = new EndpointTable({ table: dynamo.table, client: dynamo.client });
  const recipients = new RecipientTable({ table: dynamo.table, client: dynamo.client });
  const channels = new ChannelTable({ table: dynamo.table, client: dynamo.client });
  const codes = new CodeTable({ table: dynamo.table, client: dynamo.client });
  const lanes = new LaneTable({ table: dynamo.table, client: dynamo.client });
  const deliveries = new DeliveryTable({ table: dynamo.table, region: 'us-east-1', client: dynamo.client });
  const beganMs = Date.now();
  const merchant: Merchant = {
    dependencies: {
      endpoints: recipients,
      messenger: {
        days: new DayCounterTable({ table: dynamo.table, client: dynamo.client }),
        async sendMessage(channel, message) {
          const outcome = merchant.peopleAnswer(channel);
          if (outcome.kind === 'confirmed') merchant.told.push({ ...message, to: channel.address });
          return outcome;
        },
      },
      events,
      log: deliveries,
      deliveries,
      webhookKey: () => Promise.resolve('platform-key'),
      send: webhookSender({ localOrigins }),
      publisher: {
        async publish(events) {
          if (!merchant.busIsReachable) throw new FaultError('bus_unreachable', '1 of 1 events were not accepted');
          for (const event of events) {
            if (event.type === 'EndpointPaused') merchant.paused.push(event as EventOf<typeof EndpointPaused>);
            else merchant.announced.push(event as EventOf<typeof NotificationDelivered>);
          }
        },
      },
      region: 'us-east-1',
      now: () => new Date(beganMs + merchant.aheadMs),
      random: () => 0,
      lanes,
      report: () => {},
    },
    lanes,
    deliveries,
    endpoints,
    events,
    dynamo,
    receivers,
    localOrigins,
    announced: [],
    channels,
    codes,
    told: [],
    peopleAnswer: () => ({ kind: 'confirmed', text: 'accepted by the test' }),
    paused: [],
    aheadMs: 0,
    async takeTurns(over) {
      const due = await lanes.due(merchant.dependencies.now(), 100);
      const { dependencies } = merchant;
      for (const lane of due) {
        await takeTurn(lane, {
          ...dependencies,
          waiting: deliveries,
          isTimeLeft: () => true,
          sendCode: (channel) => sendCode(channel, { ...dependencies, codes, secretRandom: Math.random }),
          ...over,
        });
      }
      return due.map(({ endpointId }) => endpointId);
    },
    busIsReachable: true,
    async [Symbol.asyncDispose]() {
      await receivers.one[Symbol.asyncDispose]();
      await receivers.two[Symbol.asyncDispose]();
      await dynamo[Symbol.asyncDispose]();
    },
  };
  const createdAt = '2030-01-31T11:00:00.000Z';
  await endpoints.add({ endpointId: one, merchantId: 'acme', url: receivers.one.url, createdAt });
  await endpoints.add({ endpointId: two, merchantId: 'acme', url: receivers.two.url, createdAt });
  return merchant;
}
