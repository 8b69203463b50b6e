import schemaAndRoles from '../migrations/0001_schema_and_roles.sql';
import payments from '../migrations/0002_payments.sql';
import transfers from '../migrations/0003_transfers.sql';
import deterministicIds from '../migrations/0004_deterministic_ids.sql';
import fence from '../migrations/0005_fence.sql';
import outbox from '../migrations/0006_outbox.sql';
import apply from '../migrations/0007_apply.sql';
import reads from '../migrations/0008_reads.sql';
import watermark from '../migrations/0009_watermark.sql';
import balances from '../migrations/0010_balances.sql';
import applicationLogin from '../migrations/0011_application_login.sql';
import lifeOfAPayment from '../migrations/0012_life_of_a_payment.sql';
import authorize from '../migrations/0013_authorize.sql';
import changePayment from '../migrations/0014_change_payment.sql';
import checkLife from '../migrations/0015_check_life.sql';
import lists from '../migrations/0016_lists.sql';
import applyBatch from '../migrations/0017_apply_batch.sql';
import review from '../migrations/0018_review.sql';
import createPayment from '../migrations/0019_create_payment.sql';
import decideReview from '../migrations/0020_decide_review.sql';
import checkChanges from '../migrations/0021_check_changes.sql';
import processPayment from '../migrations/0022_process_payment.sql';
import recovered from '../migrations/0025_recovered.sql';
import archive from '../migrations/0030_archive.sql';
import archiveReview from '../migrations/0031_archive_review.sql';
import archiveWatermark from '../migrations/0032_archive_watermark.sql';
import ledgerView from '../migrations/0040_ledger_view.sql';
import findPayments from '../migrations/0041_find_payments.sql';
import forget from '../migrations/0050_forget.sql';
import cheapNames from '../migrations/0060_cheap_names.sql';
import fastPayments from '../migrations/0061_fast_payments.sql';
import bookTogether from '../migrations/0062_book_together.sql';
import type { Migration } from './migrate-ledger.ts';

/** Every file of `migrations/`, in order; a test compares this list with the folder. */
export const migrations: readonly Migration[] = [
  { name: '0001_schema_and_roles', sql: schemaAndRoles },
  { name: '0002_payments', sql: payments },
  { name: '0003_transfers', sql: transfers },
  { name: '0004_deterministic_ids', sql: deterministicIds },
  { name: '0005_fence', sql: fence },
  { name: '0006_outbox', sql: outbox },
  { name: '0007_apply', sql: apply },
  { name: '0008_reads', sql: reads },
  { name: '0009_watermark', sql: watermark },
  { name: '0010_balances', sql: balances },
  { name: '0011_application_login', sql: applicationLogin },
  { name: '0012_life_of_a_payment', sql: lifeOfAPayment },
  { name: '0013_authorize', sql: authorize },
  { name: '0014_change_payment', sql: changePayment },
  { name: '0015_check_life', sql: checkLife },
  { name: '0016_lists', sql: lists },
  { name: '0017_apply_batch', sql: applyBatch },
  { name: '0018_review', sql: review },
  { name: '0019_create_payment', sql: createPayment },
  { name: '0020_decide_review', sql: decideReview },
  { name: '0021_check_changes', sql: checkChanges },
  { name: '0022_process_payment', sql: processPayment },
  { name: '0025_recovered', sql: recovered },
  { name: '0030_archive', sql: archive },
  { name: '0031_archive_review', sql: archiveReview },
  { name: '0032_archive_watermark', sql: archiveWatermark },
  { name: '0040_ledger_view', sql: ledgerView },
  { name: '0041_find_payments', sql: findPayments },
  { name: '0050_forget', sql: forget },
  { name: '0060_cheap_names', sql: cheapNames },
  { name: '0061_fast_payments', sql: fastPayments },
  { name: '0062_book_together', sql: bookTogether },
];
