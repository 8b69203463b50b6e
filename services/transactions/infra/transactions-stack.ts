import {
  addAlarms,
  EventQueue,
  keepStarted,
  publishRecoveryHook,
  RegionalStack,
  type RegionalStackProps,
  Schedule,
  ServiceApi,
} from '@redoubt/cdk-kit';
import { OutboxRelayed, PaymentAccepted } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routes } from '../src/api.ts';
import { paymentEventTypes } from '../src/domain/payment-change.ts';
import { transactionsAlarms } from './alarms.ts';
import { ExportsBucket } from './exports-bucket.ts';
import { exportsTable } from './exports-table.ts';
import { TransactionsFunctions } from './functions.ts';
import { transactionsTable } from './transactions-table.ts';

/** The transactions service in one region; the two differ only in which of them makes the table. */
export class TransactionsStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'transactions' });
    if (this.seat === 'primary') {
      transactionsTable.make(this, 'TransactionsTable');
      exportsTable.make(this, 'ExportsTable');
    }
    const functions = new TransactionsFunctions(this, 'Functions');
    const exports = new ExportsBucket(this, 'Exports');
    exports.grant(functions.makeExports, 'write');
    exports.grant(functions.answering['get-export'], 'read');

    const api = new ServiceApi(this, 'Api', {
      service: 'transactions',
      description: 'Payments as the ledger knows them',
    });
    api.routes(routes, functions.answering);

    const payments = new EventQueue(this, 'Payments', {
      name: 'transactions-payments',
      events: [PaymentAccepted],
      // A recovery has booked what it announces again. Thousands of repeats would hold up the first new payments.
      takesReannounced: false,
      consumer: functions.applyPayments,
    });

    const changes = new EventQueue(this, 'Changes', {
      name: 'transactions-changes',
      events: [...paymentEventTypes, OutboxRelayed],
      consumer: functions.projectPayments,
    });

    const every = Duration.minutes(1);
    new Schedule(this, 'RelayOutboxSchedule', { name: 'transactions-relay-outbox', every, fn: functions.relayOutbox });
    new Schedule(this, 'SweepJournalSchedule', {
      name: 'transactions-sweep-journal',
      every,
      fn: functions.sweepJournal,
    });
    new Schedule(this, 'CheckLedgerSchedule', { name: 'transactions-check-ledger', every, fn: functions.checkLedger });
    new Schedule(this, 'CheckWholeLedgerSchedule', {
      name: 'transactions-check-whole-ledger',
      every: Duration.hours(1),
      fn: functions.checkLedger,
      input: { scope: 'all' },
    });

    new Schedule(this, 'ExpirePaymentsSchedule', {
      name: 'transactions-expire-payments',
      every,
      fn: functions.expirePayments,
    });

    new Schedule(this, 'ArchiveOperationsSchedule', {
      name: 'transactions-archive-operations',
      every,
      fn: functions.archiveOperations,
    });

    new Schedule(this, 'RollUpArchiveSchedule', {
      name: 'transactions-roll-up-archive',
      // There is nothing to do most of the time; failures in a row ring as those of other functions do.
      every,
      fn: functions.archiveOperations,
      input: { work: 'roll-up' },
    });

    new Schedule(this, 'SettleMerchantsSchedule', {
      name: 'transactions-settle-merchants',
      // There is nothing to do most of the time: a day is cut once, by the first call after it.
      every: Duration.minutes(5),
      fn: functions.settleMerchants,
    });

    new Schedule(this, 'CopySettingsSchedule', {
      name: 'transactions-copy-settings',
      every,
      fn: functions.copySettings,
    });

    new Schedule(this, 'MakeExportsSchedule', { name: 'transactions-make-exports', every, fn: functions.makeExports });

    new Schedule(this, 'ForgetAnswersSchedule', {
      name: 'transactions-forget-answers',
      // It works off minute by minute what has come of age since.
      every: Duration.minutes(5),
      fn: functions.forgetAnswers,
    });

    publishRecoveryHook(this, 'transactions', 'open', functions.open);
    publishRecoveryHook(this, 'transactions', 'recover', functions.recover);
    publishRecoveryHook(this, 'transactions', 'probe', functions.probe);
    publishRecoveryHook(this, 'transactions', 'book', functions.book);

    const { answering, applyPayments } = functions;
    const rehearse = keepStarted(this, 'transactions', [applyPayments, ...Object.values(answering)]);

    addAlarms(this, transactionsAlarms({ payments, changes, ...functions, rehearse, api }));
  }
}
