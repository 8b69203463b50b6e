-- Id of a transfer; transferIdOf in libs/contracts/src/ids.ts, a test compares them.
create or replace function pay.transfer_id_of(payment_id text, version int, sequence int) returns uuid
language sql immutable strict parallel safe
return pay.uuid_named('8:transfer' || pay.name_part(payment_id) || (pay.name_part(version::text) || pay.name_part(sequence::text)));
