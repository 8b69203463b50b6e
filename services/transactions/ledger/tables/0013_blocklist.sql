-- Why: whom payments are refused is decided by people, and must survive a region like all that they decide.
set local role pay_owner;

-- The last decision about each entry. One that was taken off stays, so that what a lost region has decided before is known to be older.
create table pay.blocklist (
  -- E.g. 'merchant/acme', 'customer/acme/c1' or 'ip/192.0.2.7'.
  entry text primary key,
  is_blocked boolean not null,
  -- Grows by one with each change.
  version int not null,
  acted_by text not null,
  reason text not null,
  decided_at timestamptz not null
);
