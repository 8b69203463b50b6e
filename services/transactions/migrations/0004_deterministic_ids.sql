-- Why: an id made twice comes out the same, here and in TypeScript, so that applying, replaying and announcing again
-- collapse. These functions are libs/contracts/src/ids.ts in SQL; a test compares them.
set local role pay_owner;

-- Name-based UUID (RFC 9562, version 5) of the parts, each prefixed with its length in bytes.
create function pay.uuid_of(variadic parts text[]) returns uuid
language sql immutable strict parallel safe
return (
  select encode(
    set_byte(set_byte(hash, 6, (get_byte(hash, 6) & 15) | 80), 8, (get_byte(hash, 8) & 63) | 128), 'hex'
  )::uuid
  from (
    select substring(
      pay.digest(
        '\x6f1d3c525f0b5c0e9a551d2f7f0b8a11'::bytea || convert_to(
          (
            select string_agg(octet_length(convert_to(part, 'UTF8')) || ':' || part, '' order by place)
            from unnest(parts) with ordinality as named (part, place)
          ), 'UTF8'
        ), 'sha1'
      ) from 1 for 16
    ) as hash
  ) as hashed
);

create function pay.event_id_of(aggregate_id text, version int, type text) returns uuid
language sql immutable strict parallel safe
return pay.uuid_of('event', aggregate_id, version::text, type);

create function pay.transfer_id_of(payment_id text, version int, sequence int) returns uuid
language sql immutable strict parallel safe
return pay.uuid_of('transfer', payment_id, version::text, sequence::text);
