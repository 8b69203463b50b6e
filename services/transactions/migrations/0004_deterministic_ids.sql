-- Why: an id made twice comes out the same, here and in TypeScript, so that applying, replaying and announcing again
-- collapse. These functions are libs/contracts/src/ids.ts in SQL; a test compares them.
set local role pay_owner;

-- Name-based UUID (RFC 9562, version 5) of the parts, each prefixed with its length in bytes.
--
-- PL/pgSQL keeps its plans; a function in plain SQL would be planned again at each call, four times per payment.
create function pay.uuid_of(variadic parts text[]) returns uuid
language plpgsql immutable strict parallel safe as $body$
declare
  part text;
  name text := '';
  hash bytea;
begin
  foreach part in array parts loop
    name := name || octet_length(part) || ':' || part;
  end loop;
  hash := pay.digest('\x6f1d3c525f0b5c0e9a551d2f7f0b8a11'::bytea || convert_to(name, 'UTF8'), 'sha1');
  hash := set_byte(hash, 6, (get_byte(hash, 6) & 15) | 80);
  hash := set_byte(hash, 8, (get_byte(hash, 8) & 63) | 128);
  return encode(substring(hash from 1 for 16), 'hex')::uuid;
end
$body$;

create function pay.event_id_of(aggregate_id text, version int, type text) returns uuid
language sql immutable strict parallel safe
return pay.uuid_of('event', aggregate_id, version::text, type);

create function pay.transfer_id_of(payment_id text, version int, sequence int) returns uuid
language sql immutable strict parallel safe
return pay.uuid_of('transfer', payment_id, version::text, sequence::text);
