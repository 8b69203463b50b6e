-- The place that a cursor was made of for this scope; null when it was not made here.
create or replace function pay.place_of(scope text, cursor text) returns text
language plpgsql stable as $body$
declare
  place text;
begin
  if cursor !~ '^([a-p]{2}){1,200}[.][a-p]{64}$' then
    return null;
  end if;
  begin
    place := convert_from(decode(translate(split_part(cursor, '.', 1), 'ghijklmnop', '0123456789'), 'hex'), 'UTF8');
  exception when character_not_in_repertoire or untranslatable_character then
    return null;
  end;
  return case when pay.cursor_of(scope, place) = cursor then place end;
end
$body$;
