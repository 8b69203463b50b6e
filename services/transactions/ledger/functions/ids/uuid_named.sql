-- Name-based UUID (RFC 9562, version 5) of a name that is made of parts, each prefixed with its length in bytes. The version's
-- four bits and the variant's two are set one by one, in an expression that needs its hash only once.
create or replace function pay.uuid_named(name text) returns uuid
language plpgsql immutable strict parallel safe as $body$
begin
  return encode(substring(
    set_bit(set_bit(set_bit(set_bit(set_bit(set_bit(
      pay.digest('\x6f1d3c525f0b5c0e9a551d2f7f0b8a11'::bytea || convert_to(name, 'UTF8'), 'sha1'),
      55, 0), 54, 1), 53, 0), 52, 1), 71, 1), 70, 0)
    from 1 for 16
  ), 'hex')::uuid;
end
$body$;
