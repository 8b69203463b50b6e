-- Why: what the ledger has done must be kept where no ledger can lose it, and be enough to make the ledger again.
--
-- Each answered command goes to the archive with its effects, object by object. Which commands an object holds is committed here
-- before it is written, and it holds nothing but rows that are only ever added: whoever writes it again, also in the other region
-- after a failover, writes the very same bytes.

-- An object says which bundle its ledger was from.
grant usage on schema pay_migrations to pay_owner;
grant select on pay_migrations.current_bundle to pay_owner;

set local role pay_owner;

-- The objects of the archive: each goes on where the one before it ends.
create table pay.archive_objects (
  ordinal bigint primary key,
  epoch bigint not null,
  region text not null,
  -- Place of its last command; that of the object before when it holds none.
  up_to_transaction xid8 not null,
  up_to_command uuid not null,
  commands int not null,
  pinned_at timestamptz not null default now(),
  -- Hash of its last line; null until it is in the archive.
  hash text,
  written_at timestamptz,
  -- Every command accepted before this is in the object or one before it; null while that is not known.
  watermark timestamptz,
  -- Digest of the bundle that the functions were from; the archive keeps it.
  schema_digest text not null,
  constraint archive_objects_commands_are_counted check (commands >= 0),
  constraint archive_objects_written_ones_have_a_hash check ((hash is null) = (written_at is null)),
  constraint archive_objects_hash_is_sha_256 check (hash ~ '^[0-9a-f]{64}$')
);
-- A pinned object is written before the next is pinned.
create unique index archive_objects_are_pinned_one_by_one on pay.archive_objects ((hash is null)) where hash is null;
-- What the first object goes on from; nothing of it is in the archive.
insert into pay.archive_objects (ordinal, epoch, region, up_to_transaction, up_to_command, commands, hash, written_at, schema_digest)
values (0, 0, '', '0', '00000000-0000-0000-0000-000000000000', 0, repeat('0', 64), now(), '');
