-- Id of a transfer; transferIdOf in libs/contracts/src/ids.ts, a test compares them.
create or replace function pay.transfer_id_of(payment_id text, version int, sequence int) returns uuid
language sql stable parallel safe
return pay.uuid_named(format(
  '8:transfer%s:%s%s:%s%s:%s', octet_length(payment_id), payment_id, octet_length(version::text), version, octet_length(sequence::text),
  sequence
));
