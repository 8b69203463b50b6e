-- Why: the books. One row is one debit and one credit of the same amount and currency, so the sum over all accounts is zero
-- by construction. Rows are only ever added.
--
-- A transfer does not lock its accounts and has no foreign key to them: a key would take a row lock on the merchant's account
-- for every payment, and one busy merchant would queue behind itself. Only a debit that can break an account's floor needs a
-- lock; a capture credits the merchant more than its fee debits, so it needs none.
set local role pay_owner;

create table pay.accounts (
  -- E.g. 'merchant/acme/payable/EUR'.
  account_id text primary key,
  kind text not null,
  -- Null for accounts that belong to Redoubt or the card network.
  merchant_id text,
  currency text not null,
  -- Credits less debits of the transfers that are rolled up (see pay.roll_up).
  balance_minor numeric(38, 0) not null default 0,
  opened_at timestamptz not null default now(),
  -- The archive names an account with the command that opened it.
  transaction_id xid8 not null default pg_current_xact_id(),
  constraint accounts_kind_is_known check (kind in (
    'network_receivable', 'network_held', 'network_refunds', 'network_disputes', 'merchant_payable', 'merchant_held', 'merchant_settled', 'fees',
    'suspense'
  )),
  constraint accounts_of_merchants_name_them check (
    (merchant_id is not null) = (kind in ('merchant_payable', 'merchant_held', 'merchant_settled'))
  )
);
create index accounts_by_transaction on pay.accounts (transaction_id);
-- Accounts are opened once for each merchant and currency, so this index costs a payment nothing.
create index accounts_of_a_merchant on pay.accounts (merchant_id) where merchant_id is not null;

create table pay.transfers (
  -- Of a settlement: the payout's id, with version and sequence 1.
  payment_id text not null,
  version int not null,
  sequence int not null,
  transfer_id uuid not null,
  purpose text not null,
  debit_account text not null,
  credit_account text not null,
  amount_minor bigint not null,
  currency text not null,
  transaction_id xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null default current_timestamp,
  -- Whose balance it changes; null where it is nobody's. No transfer is between two merchants.
  merchant_id text generated always as (
    case
      when debit_account like 'merchant/%' then split_part(debit_account, '/', 2)
      when credit_account like 'merchant/%' then split_part(credit_account, '/', 2)
    end
  ) stored,
  constraint transfers_have_one_place_in_a_payment primary key (payment_id, version, sequence),
  constraint transfers_amount_is_positive check (amount_minor > 0),
  constraint transfers_move_between_two_accounts check (debit_account <> credit_account),
  constraint transfers_purpose_is_known check (purpose in (
    'hold', 'release', 'capture', 'fee', 'refund', 'fee_refund', 'shortfall',
    'dispute', 'dispute_fee', 'dispute_reversal', 'dispute_fee_refund', 'settlement'
  ))
);
-- The roll-up reads the youngest transfers only.
create index transfers_by_transaction on pay.transfers (transaction_id);
-- Debits that can break a merchant's floor; a fee can't, it comes with its capture.
create index transfers_that_lower_a_merchant on pay.transfers (debit_account, transaction_id) 
  where purpose in ('refund', 'dispute', 'dispute_fee', 'settlement');

-- Lists and statements go by merchant and time.
create index transfers_of_a_merchant on pay.transfers (merchant_id, recorded_at, payment_id, version, sequence) where merchant_id is not null;
-- They are few among many captures.
create index transfers_that_refund on pay.transfers (merchant_id, recorded_at, payment_id, version) where purpose = 'refund';
create index transfers_that_fall_short on pay.transfers (recorded_at) where purpose = 'shortfall';

-- Balances without a lock per payment: a balance is what is rolled up plus the transfers after the roll-up. Transfers are told
-- apart by the transaction that wrote them: everything below pg_snapshot_xmin has ended, so nothing can still appear there.
create table pay.roll_up (
  only_row boolean primary key default true check (only_row),
  -- Transfers of transactions below this one are in pay.accounts.balance_minor.
  horizon xid8 not null,
  rolled_up_at timestamptz not null default now()
);
insert into pay.roll_up (horizon) values (pg_snapshot_xmin(pg_current_snapshot()));
