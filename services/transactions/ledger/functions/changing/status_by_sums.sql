-- A status that the transition table leads to, of a payment with these sums: once nothing is held any more, what is disputed, lost or
-- given back counts, whenever that was done. 'returned' is what refunds and lost disputes took.
create or replace function pay.status_by_sums(
  status text, captured_minor bigint, disputed_minor bigint, charged_back_minor bigint, returned_minor bigint
) returns text
language sql immutable parallel safe
return case
  when status not in ('captured', 'partially_refunded', 'refunded', 'disputed', 'charged_back') then status
  when disputed_minor > 0 then 'disputed'
  when returned_minor = 0 then 'captured'
  when returned_minor < captured_minor then 'partially_refunded'
  when charged_back_minor > 0 then 'charged_back'
  else 'refunded'
end;
