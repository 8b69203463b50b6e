-- Why: the books. One row is one debit and one credit of the same amount and currency, so the sum over all accounts is
-- zero by construction. Rows are only ever added.
--
-- A transfer does not lock its accounts and has no foreign key to them: a key would take a row lock on the merchant's
-- account for every payment, and one busy merchant would queue behind itself. Only a debit that can break an account's
-- floor needs a lock; a capture credits the merchant more than its fee debits, so it needs none.
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
  constraint accounts_kind_is_known check (kind in ('network_receivable', 'merchant_payable', 'fees')),
  constraint accounts_of_merchants_name_them check ((merchant_id is not null) = (kind = 'merchant_payable'))
);

create table pay.transfers (
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
  recorded_at timestamptz not null default now(),
  constraint transfers_have_one_place_in_a_payment primary key (payment_id, version, sequence),
  constraint transfers_amount_is_positive check (amount_minor > 0),
  constraint transfers_move_between_two_accounts check (debit_account <> credit_account),
  constraint transfers_purpose_is_known check (purpose in ('capture', 'fee'))
);

-- The roll-up reads the youngest transfers only.
create index transfers_by_transaction on pay.transfers (transaction_id);
