-- Terms of a merchant from their JSON. Where it says nothing of a column, as it may be older than the column, 'base' does; but tiers,
-- a limit for reviews and amounts of currencies that are left out are none.
create or replace function pay.terms_of_json(base pay.merchant_terms, merchant text, version int, terms jsonb) returns pay.merchant_terms
language sql stable
return jsonb_populate_record(
  base, jsonb_build_object('fee_tiers', null, 'review_above_minor', null, 'amounts_in', jsonb_build_object()) || terms || jsonb_build_object('merchant_id', merchant, 'version', version)
);
