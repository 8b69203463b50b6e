import {
  AccessKeys,
  cachedSecret,
  documentClient,
  EventPublisher,
  RegionLease,
  readEnvironment,
} from '@redoubt/lambda-kit';
import { z } from 'zod';
import { channelSender } from './adapters/channel-sender.ts';
import { ChannelTable } from './adapters/channel-table.ts';
import { CodeTable } from './adapters/code-table.ts';
import { DayCounterTable } from './adapters/day-counter-table.ts';
import { DeliveryTable } from './adapters/delivery-table.ts';
import { EndpointTable } from './adapters/endpoint-table.ts';
import { EventTable } from './adapters/event-table.ts';
import { LaneTable } from './adapters/lane-table.ts';
import { RecipientTable } from './adapters/recipient-table.ts';
import { webhookSender } from './adapters/webhook-sender.ts';
import type { ChannelStore, CodeStore } from './channels/channel-store.ts';
import type { Messenger } from './channels/messenger.ts';
import type { DeliverToEndpointDependencies } from './deliver-to-endpoint.ts';
import type { TestEndpointDependencies } from './endpoints/test-endpoint.ts';

/*
 * The only place that reads the environment and makes clients. Each function of the service wires what it uses, once, when
 * it starts.
 */

const text = z.string().min(1);

export function wireLease(): RegionLease {
  return RegionLease.ofEnvironment(process.env);
}

/** Who checks merchants' keys. */
export function wireKeys(): AccessKeys {
  return AccessKeys.ofEnvironment(process.env);
}

export function wireEndpoints(): EndpointTable {
  return new EndpointTable({ table: endpointTableName(), client: documentClient() });
}

/** Endpoints and channels, for those who deliver to either. */
export function wireRecipients(): RecipientTable {
  return new RecipientTable({ table: endpointTableName(), client: documentClient() });
}

export function wireChannels(): ChannelStore {
  return new ChannelTable({ table: endpointTableName(), client: documentClient() });
}

export function wireCodes(): CodeStore {
  return new CodeTable({ table: endpointTableName(), client: documentClient() });
}

/** For the one function that writes to people. */
export function wireMessenger(): Messenger {
  const { MAIL_FROM, MAIL_CONFIGURATION_SET } = readEnvironment(
    z.object({ MAIL_FROM: text, MAIL_CONFIGURATION_SET: text }),
    process.env,
  );
  return {
    sendMessage: channelSender({ mailFrom: MAIL_FROM, configurationSet: MAIL_CONFIGURATION_SET }),
    days: new DayCounterTable({ table: tableName(), client: documentClient() }),
  };
}

export function wireEvents(): EventTable {
  return new EventTable({ table: tableName(), client: documentClient() });
}

export function wireDeliveries(): DeliveryTable {
  return new DeliveryTable({ table: tableName(), region: ownRegion(), client: documentClient() });
}

export function wireLanes(): LaneTable {
  return new LaneTable({ table: tableName(), client: documentClient() });
}

/** The key that endpoint secrets are derived from. It never changes: another key would change every secret. */
export function wireWebhookKey(): () => Promise<string> {
  const { WEBHOOK_KEY_SECRET_ARN } = readEnvironment(z.object({ WEBHOOK_KEY_SECRET_ARN: text }), process.env);
  return cachedSecret({ secretArn: WEBHOOK_KEY_SECRET_ARN, keptMs: Number.POSITIVE_INFINITY });
}

/** This region's bus. */
export function wirePublisher(): EventPublisher {
  const { EVENT_BUS_NAME } = readEnvironment(z.object({ EVENT_BUS_NAME: text }), process.env);
  return new EventPublisher({ busName: EVENT_BUS_NAME });
}

/** Receivers of the local cloud, which sets the variable by itself: templates can't, and on AWS there are none. */
export function wireLocalOrigins(): readonly string[] {
  const { LOCAL_WEBHOOK_ORIGINS } = readEnvironment(z.object({ LOCAL_WEBHOOK_ORIGINS: text.optional() }), process.env);
  return LOCAL_WEBHOOK_ORIGINS?.split(',') ?? [];
}

/** For the function that tests endpoints. */
export function wireTester(): Omit<TestEndpointDependencies, 'newId'> {
  return {
    endpoints: wireEndpoints(),
    webhookKey: wireWebhookKey(),
    send: webhookSender({ localOrigins: wireLocalOrigins() }),
    now: () => new Date(),
  };
}

/** For functions that send webhooks. */
export function wireSender(): Omit<DeliverToEndpointDependencies, 'report'> & {
  readonly endpoints: RecipientTable;
  readonly lanes: LaneTable;
} {
  return {
    log: wireDeliveries(),
    endpoints: wireRecipients(),
    webhookKey: wireWebhookKey(),
    send: webhookSender({ localOrigins: wireLocalOrigins() }),
    publisher: wirePublisher(),
    region: ownRegion(),
    now: () => new Date(),
    lanes: wireLanes(),
    random: Math.random,
  };
}

function tableName(): string {
  return readEnvironment(z.object({ NOTIFICATIONS_TABLE: text }), process.env).NOTIFICATIONS_TABLE;
}

function endpointTableName(): string {
  return readEnvironment(z.object({ ENDPOINT_TABLE: text }), process.env).ENDPOINT_TABLE;
}

export function ownRegion(): string {
  return readEnvironment(z.object({ AWS_REGION: text }), process.env).AWS_REGION;
}
