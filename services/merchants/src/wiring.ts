import { accessPeppers, documentClient, EventPublisher, RegionLease, readEnvironment } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { KeyTable } from './adapters/key-table.ts';
import { MerchantTable } from './adapters/merchant-table.ts';

/*
 * The only place that reads the environment and makes clients. Each function of the service wires what it uses, once, when
 * it starts.
 */

const text = z.string().min(1);

export function wireMerchants(): MerchantTable {
  return new MerchantTable({ table: tableName(), client: documentClient() });
}

/** For functions that announce what they do. */
export function wireAnnouncing() {
  const { EVENT_BUS_NAME: busName } = readEnvironment(z.object({ EVENT_BUS_NAME: text }), process.env);
  return {
    merchants: wireMerchants(),
    publisher: new EventPublisher({ busName }),
    lease: RegionLease.ofEnvironment(process.env),
  };
}

/** For functions that end keys. */
export function wireChanging() {
  return { ...wireAnnouncing(), keys: new KeyTable({ table: tableName(), client: documentClient() }) };
}

/** For functions that make keys. */
export function wireMaking() {
  const { ACCESS_PEPPERS_SECRET_ARN: secretArn } = readEnvironment(
    z.object({ ACCESS_PEPPERS_SECRET_ARN: text }),
    process.env,
  );
  return { ...wireChanging(), peppers: accessPeppers({ secretArn }) };
}

function tableName(): string {
  return readEnvironment(z.object({ ACCESS_TABLE: text }), process.env).ACCESS_TABLE;
}
