-- A part as a name holds it. Both casts are written out: 'integer || text' is only stable, and would keep whatever is made of
-- it from becoming a part of its caller's expression.
create or replace function pay.name_part(part text) returns text
language sql immutable strict parallel safe
return octet_length(part)::text || ':' || part;
