import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { documentClient, EventPublisher, readEnvironment, sdkClientConfig } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { DeliveryTable } from './delivery-table.ts';
import { EndpointTable } from './endpoint-table.ts';
import { EventTable } from './event-table.ts';
import { sendWebhook } from './send-webhook.ts';
import { webhookKeyReader } from './webhook-key.ts';

const RegionEnvironment = z.object({ AWS_REGION: z.string().min(1) });
const TableEnvironment = z.object({ NOTIFICATIONS_TABLE: z.string().min(1) });
const KeyEnvironment = z.object({ WEBHOOK_KEY_SECRET_ARN: z.string().min(1) });
const BusEnvironment = z.object({ EVENT_BUS_NAME: z.string().min(1) });

/** What this function's environment leads to; each is read when it is asked for, as functions differ in what they get. */
export const fromEnvironment = {
  endpoints: () => new EndpointTable({ table: tableName(), client: documentClient() }),
  events: () => new EventTable({ table: tableName(), client: documentClient() }),
  deliveries: () => new DeliveryTable({ table: tableName(), region: regionName(), client: documentClient() }),
  region: regionName,
  webhookKey: () =>
    webhookKeyReader({
      secretArn: readEnvironment(KeyEnvironment, process.env).WEBHOOK_KEY_SECRET_ARN,
      client: new SecretsManagerClient(sdkClientConfig()),
    }),
  publisher: () => new EventPublisher({ busName: readEnvironment(BusEnvironment, process.env).EVENT_BUS_NAME }),
  tellingDesk: () => ({
    log: fromEnvironment.deliveries(),
    webhookKey: fromEnvironment.webhookKey(),
    send: sendWebhook,
    publisher: fromEnvironment.publisher(),
    region: regionName(),
    now: () => new Date(),
  }),
  repeatDesk: () => ({
    ...fromEnvironment.tellingDesk(),
    endpoints: fromEnvironment.endpoints(),
    events: fromEnvironment.events(),
    deliveries: fromEnvironment.deliveries(),
  }),
} as const;

function tableName(): string {
  return readEnvironment(TableEnvironment, process.env).NOTIFICATIONS_TABLE;
}

function regionName(): string {
  return readEnvironment(RegionEnvironment, process.env).AWS_REGION;
}
