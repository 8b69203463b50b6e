import { RegionLease } from '@redoubt/lambda-kit';
import { Announcer } from '../announcer.ts';
import type { ChangeRoutePorts } from '../change-route.ts';
import {
  journalOfEnvironment,
  ledgerOfEnvironment,
  publisherOfEnvironment,
  regionOfEnvironment,
} from './function-ports.ts';
import type { Ledger } from './ledger.ts';

/** What functions use that answer with the outcome: captures, voids, refunds, decisions on reviews, validated payments. */
export function changePortsOfEnvironment(): ChangeRoutePorts & { readonly ledger: Ledger } {
  const ledger = ledgerOfEnvironment();
  return {
    ledger,
    journal: journalOfEnvironment(),
    lease: RegionLease.ofEnvironment(process.env),
    announcer: new Announcer({ ledger, publisher: publisherOfEnvironment(), region: regionOfEnvironment() }),
  };
}
