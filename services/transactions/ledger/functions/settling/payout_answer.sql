-- A payout as the answer to its command.
create or replace function pay.payout_answer(payout pay.payouts) returns jsonb
language sql stable
return jsonb_build_object(
  'outcome', 'settled', 'payoutId', payout.payout_id, 'merchantId', payout.merchant_id, 'currency', payout.currency, 'day', payout.day,
  'balanceMinor', payout.balance_minor::text, 'amountMinor', payout.amount_minor::text, 'withheldMinor', payout.withheld_minor::text,
  'reserveMinor', payout.reserve_minor::text, 'recordedAt', pay.time_text(payout.recorded_at)
);
