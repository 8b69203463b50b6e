-- Signed end of a page. The scope says which list it belongs to.
create or replace function pay.cursor_of(scope text, place text) returns text
language sql stable
return (
  select encode(convert_to(place, 'UTF8'), 'hex') || '.' || encode(pay.hmac(convert_to(scope || ' ' || place, 'UTF8'), key, 'sha256'), 'hex')
  from pay.cursor_keys
);
