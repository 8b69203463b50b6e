-- Signed end of a page. The scope says which list it belongs to. Hexadecimal with 'a' to 'p' as its digits: what clients send back
-- must hold no run of decimal digits, which the API would refuse as a card number.
create or replace function pay.cursor_of(scope text, place text) returns text
language sql stable
return (
  select translate(
    encode(convert_to(place, 'UTF8'), 'hex') || '.' || encode(pay.hmac(convert_to(scope || ' ' || place, 'UTF8'), key, 'sha256'), 'hex'),
    '0123456789', 'ghijklmnop'
  )
  from pay.cursor_keys
);
