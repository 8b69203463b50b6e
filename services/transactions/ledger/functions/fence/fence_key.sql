-- Key of the advisory lock; all it has to do is differ from the keys of other locks in this database.
create or replace function pay.fence_key() returns bigint
language sql immutable parallel safe
return 7210001;
