-- Why: whether money can be booked is asked every few seconds, and answered by booking: a write under the fence that commits
-- where payments do, and moves nothing.
set local role pay_owner;

create table pay.canaries (
  region text primary key,
  epoch bigint not null,
  booked_at timestamptz not null
);
