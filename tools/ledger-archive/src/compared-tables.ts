/** How a table of the ledger is compared. */
export interface ComparedTable {
  readonly key: readonly string[];
  /** Columns that differ between two ledgers of the same history, with the reason. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

const transactionId = 'transactions are numbered by the database that ran them';

/** Every table and view that tells the history, by name. */
export const comparedTables: Readonly<Record<string, ComparedTable>> = {
  'pay.accounts': {
    key: ['account_id'],
    leftOut: {
      transaction_id: transactionId,
      balance_minor: 'what is rolled up depends on when; pay.balances is compared',
    },
  },
  'pay.audit_log': { key: ['command_id'] },
  'pay.blocklist': { key: ['entry'] },
  'pay.balances': { key: ['account_id'] },
  'pay.events': { key: ['seq'] },
  'pay.fence': {
    key: ['only_row'],
    leftOut: {
      region: 'the failover’s report says who opened the epoch',
      opened_at: 'the failover’s report says when it was opened',
      recovered_epoch: 'a ledger from an archive decides nothing before the journal has told it the rest',
    },
  },
  'pay.inbox': { key: ['command_id'], leftOut: { transaction_id: transactionId } },
  'pay.merchant_terms': { key: ['merchant_id'] },
  'pay.operations': { key: ['command_id'] },
  'pay.payments': { key: ['payment_id'] },
  'pay.payouts': {
    key: ['payout_id'],
    leftOut: { sent_at: 'the bank takes an order again, and pays it once: a ledger from an archive sends all' },
  },
  'pay.transfers': { key: ['payment_id', 'version', 'sequence'], leftOut: { transaction_id: transactionId } },
  'pay_migrations.applied': { key: ['name'], leftOut: { applied_at: 'the schema of each was made in its own time' } },
  'pay_migrations.current_bundle': {
    key: ['only_row'],
    leftOut: { applied_at: 'the schema of each was made in its own time' },
  },
};

/** Tables that are no history, with the reason. */
export const leftOutTables: Readonly<Record<string, string>> = {
  'pay.archive_objects': 'what was archived is what the other ledger was made of',
  'pay.canaries': 'proves of a region that it can book',
  'pay.checked': 'how far the books were checked: work in progress',
  'pay.checked_balances': 'what was checked: work in progress',
  'pay.cut_days': 'how far days were cut: work in progress; what was paid out is in the history',
  'pay.cuts': 'what is to be paid out: work in progress',
  'pay.cursor_keys': 'a secret: it signs the ends of pages and is archived nowhere',
  'pay.pinned_terms': 'the archive has those that a payment was taken under; others had no effect',
  'pay.outbox': 'events that wait for the bus: work in progress',
  'pay.set_aside': 'commands that are in doubt: the journal has them',
  'pay_migrations.defined': 'every name that a bundle ever had; the current bundle is compared',
  'pay_migrations.objects': 'the catalog’s rows of the functions',
  'pay_migrations.retired': 'functions that are about to be dropped: work in progress',
  'pay.roll_up': 'how far balances are rolled up: work in progress',
  'pay.watermarks': 'how far the journal was swept: work in progress',
};
