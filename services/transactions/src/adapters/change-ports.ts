import { RegionLease } from '@redoubt/lambda-kit';
import { Announcer } from '../announcer.ts';
import type { ChangeRoutePorts } from '../change-route.ts';
import {
  journalOfEnvironment,
  ledgerOfEnvironment,
  publisherOfEnvironment,
  regionOfEnvironment,
} from './function-ports.ts';

/** What the functions of captures, voids, refunds and decisions on reviews use. */
export function changePortsOfEnvironment(): ChangeRoutePorts {
  const ledger = ledgerOfEnvironment();
  return {
    ledger,
    journal: journalOfEnvironment(),
    lease: RegionLease.ofEnvironment(process.env),
    announcer: new Announcer({ ledger, publisher: publisherOfEnvironment(), region: regionOfEnvironment() }),
  };
}
