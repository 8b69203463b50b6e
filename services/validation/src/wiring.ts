import { validationTokenKeyOf } from '@redoubt/contracts';
import {
  AccessKeys,
  AccessMerchants,
  cachedSecret,
  documentClient,
  EventPublisher,
  Journal,
  processClock,
  RegionLease,
  readEnvironment,
} from '@redoubt/lambda-kit';
import { z } from 'zod';
import { CoalescingCounters } from './adapters/coalescing-counters.ts';
import { DecisionTable } from './adapters/decision-table.ts';
import { SessionTable } from './adapters/session-table.ts';
import { SettingsTable } from './adapters/settings-table.ts';
import { VelocityCounters } from './adapters/velocity-counters.ts';
import type { AssessPaymentDependencies } from './assess-payment.ts';
import { currentRuleSet } from './domain/rule-sets.ts';

/*
 * The only place that reads the environment and makes clients. Each function of the service wires what it uses, once, when
 * it starts.
 */

const text = z.string().min(1);

export function wireLease(): RegionLease {
  return RegionLease.ofEnvironment(process.env);
}

/** Merchants' keys, as this region knows them. */
export function wireKeys(): AccessKeys {
  return AccessKeys.ofEnvironment(process.env);
}

/** Whether merchants are open, as this region knows it. */
export function wireMerchants(): AccessMerchants {
  return AccessMerchants.ofEnvironment(process.env);
}

export function wireJournal(): Journal {
  const { JOURNAL_TABLE } = readEnvironment(z.object({ JOURNAL_TABLE: text }), process.env);
  return new Journal({ table: JOURNAL_TABLE });
}

/** This region's bus. */
export function wirePublisher(): EventPublisher {
  const { EVENT_BUS_NAME } = readEnvironment(z.object({ EVENT_BUS_NAME: text }), process.env);
  return new EventPublisher({ busName: EVENT_BUS_NAME });
}

/** The current rules over settings and counters. */
export function wireRules(): AssessPaymentDependencies {
  const {
    VALIDATION_TABLE: table,
    SETTINGS_TABLE,
    AWS_REGION: region,
  } = readEnvironment(z.object({ VALIDATION_TABLE: text, SETTINGS_TABLE: text, AWS_REGION: text }), process.env);
  const client = documentClient();
  const settings = new SettingsTable({ table: SETTINGS_TABLE, client, steadyMs: processClock.steadyMs });
  return {
    ruleSet: currentRuleSet,
    counters: new CoalescingCounters(new VelocityCounters({ table, region, client })),
    blocklist: settings,
    terms: settings,
  };
}

export function wireDecisions(): DecisionTable {
  const { VALIDATION_TABLE: table } = readEnvironment(z.object({ VALIDATION_TABLE: text }), process.env);
  return new DecisionTable({ table, client: documentClient() });
}

export function wireSessions(): SessionTable {
  const { SESSION_TABLE: table } = readEnvironment(z.object({ SESSION_TABLE: text }), process.env);
  return new SessionTable({ table, client: documentClient() });
}

/** The key of canaries' passes. It is read for a canary only. */
export function wireCanaryKey(): () => Promise<string> {
  const { CANARY_KEY_SECRET_ARN } = readEnvironment(z.object({ CANARY_KEY_SECRET_ARN: text }), process.env);
  return cachedSecret({ secretArn: CANARY_KEY_SECRET_ARN });
}

/** The key that validation tokens are signed with. */
export function wireTokenKey(): () => Promise<Uint8Array> {
  const { VALIDATION_TOKEN_SECRET_ARN } = readEnvironment(z.object({ VALIDATION_TOKEN_SECRET_ARN: text }), process.env);
  const secret = cachedSecret({ secretArn: VALIDATION_TOKEN_SECRET_ARN });
  return async () => validationTokenKeyOf(await secret());
}
