-- Why: the end of a page is signed, so that nobody asks for a place that was not given to them. The key is a row of the ledger:
-- it is replicated with it, and a cursor stays good after a failover.
set local role pay_owner;

create table pay.cursor_keys (
  only_row boolean primary key default true check (only_row),
  key bytea not null
);
insert into pay.cursor_keys (key) values (pay.gen_random_bytes(32));
