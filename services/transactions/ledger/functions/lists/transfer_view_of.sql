-- A transfer as the API shows it. One that pays a merchant out belongs to a payout, and to no payment.
create or replace function pay.transfer_view_of(transfer pay.transfers) returns jsonb
language sql stable
return json_object(
  'id' value 'tr_' || replace(transfer.transfer_id::text, '-', ''),
  'payment_id' value case when transfer.purpose <> 'settlement' then transfer.payment_id end,
  'payout_id' value case transfer.purpose when 'settlement' then transfer.payment_id end,
  'version' value case when transfer.purpose <> 'settlement' then transfer.version end,
  'purpose' value transfer.purpose, 'debit_account' value transfer.debit_account, 'credit_account' value transfer.credit_account,
  'amount_minor' value transfer.amount_minor::text, 'currency' value transfer.currency,
  'created_at' value pay.time_text(transfer.recorded_at)
  absent on null returning jsonb
);
