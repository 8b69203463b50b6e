-- Why: one command that the ledger can't take must hold up neither the watermark nor a recovery. Its failed tries are counted
-- here; after a few it is set aside: in doubt, listed for a person, and tried no more.
set local role pay_owner;

create table pay.set_aside (
  -- As the journal has it: an unreadable record may have any.
  command_id text primary key,
  -- Null where the record could not be read.
  payment_id text,
  merchant_id text,
  accepted_at timestamptz,
  reason text not null,
  tries int not null check (tries > 0),
  first_tried_at timestamptz not null default now(),
  last_tried_at timestamptz not null default now(),
  -- Null while it is still tried again.
  set_aside_at timestamptz
);
