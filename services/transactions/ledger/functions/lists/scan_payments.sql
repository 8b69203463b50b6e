-- A merchant's payments, of one reference or of any (null), booked from a time (within) until another (not within), those booked last
-- first, before a place. One of two queries runs: each has an index of its own.
create or replace function pay.scan_payments(
  merchant text, wanted_reference text, earliest timestamptz, latest timestamptz, before_time timestamptz, before_payment text, scan_max int
) returns setof pay.payments
language plpgsql stable as $body$
#variable_conflict use_column
begin
  if wanted_reference is null then
    return query
      select * from pay.payments
      where merchant_id = merchant and created_at >= earliest and created_at < latest
        and (created_at, payment_id) < (before_time, before_payment)
      order by created_at desc, payment_id desc
      limit scan_max;
  else
    return query
      select * from pay.payments
      where merchant_id = merchant and reference = wanted_reference and created_at >= earliest and created_at < latest
        and (created_at, payment_id) < (before_time, before_payment)
      order by created_at desc, payment_id desc
      limit scan_max;
  end if;
end
$body$;
