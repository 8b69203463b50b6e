-- Pays out what a merchant had in a currency when a day was cut, as far as it is still there: less the reserve, which keeps a part of
-- each payout for some days. Once for a merchant, currency and day; a repeat gets the first answer. 'recorded' is the outcome that was
-- journaled in the lost region: the bank may have it, so it is not decided again.
create or replace function pay.settle_merchant(epoch bigint, origin_region text, command jsonb, recorded jsonb) returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_variable
declare
  merchant text := command ->> 'merchantId';
  currency text := command ->> 'currency';
  day date := command ->> 'day';
  payable text := 'merchant/' || merchant || '/payable/' || currency;
  settled text := 'merchant/' || merchant || '/settled/' || currency;
  terms pay.merchant_terms := pay.terms_of(merchant);
  balance numeric;
  reserve numeric;
  withheld numeric;
  amount numeric;
  payout pay.payouts;
  answer jsonb;
begin
  -- As a refund does, in a statement of its own: nothing else takes the same money, and what is read after it is the latest.
  perform from pay.accounts where account_id = payable for update;
  if not found and recorded is not null then
    -- Its payments could not be recovered: the payout stands, and shows that they are missing.
    insert into pay.accounts (account_id, kind, merchant_id, currency) values (payable, 'merchant_payable', merchant, currency)
    on conflict do nothing;
  end if;
  select * into payout from pay.payouts
  where payouts.merchant_id = merchant and payouts.day = day and payouts.currency = currency;
  if found then
    return pay.payout_answer(payout) || jsonb_build_object('replayed', true);
  end if;
  if recorded is not null then
    balance := recorded ->> 'balanceMinor';
    amount := recorded ->> 'amountMinor';
    withheld := recorded ->> 'withheldMinor';
    reserve := recorded ->> 'reserveMinor';
  else
    select least(balance_minor, pay.balance_of(payable)) into balance
    from pay.cuts where cuts.merchant_id = merchant and cuts.currency = currency and cuts.day = day;
    if not found then
      return jsonb_build_object('outcome', 'not_cut');
    end if;
    select coalesce(sum(withheld_minor), 0) into strict reserve from pay.payouts
    where payouts.merchant_id = merchant and payouts.currency = currency and payouts.day > day - terms.reserve_days and payouts.day < day;
    -- What is over eighteen digits waits for the next day.
    withheld := div(least(greatest(0, balance - reserve), 999999999999999999) * terms.reserve_basis_points, 10000);
    amount := least(greatest(0, balance - reserve), 999999999999999999) - withheld;
    reserve := reserve + withheld;
  end if;
  insert into pay.payouts (
    payout_id, command_id, merchant_id, currency, day, balance_minor, amount_minor, withheld_minor, reserve_minor, epoch, origin_region,
    recorded_at
  ) values (
    command ->> 'payoutId', (command ->> 'commandId')::uuid, merchant, currency, day, balance, amount, withheld, reserve, epoch,
    origin_region, coalesce((recorded ->> 'recordedAt')::timestamptz, now())
  ) returning * into payout;
  insert into pay.accounts (account_id, kind, merchant_id, currency) values (settled, 'merchant_settled', merchant, currency)
  on conflict do nothing;
  insert into pay.transfers (payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency)
  select payout.payout_id, 1, 1, pay.transfer_id_of(payout.payout_id, 1, 1), 'settlement', payable, settled, payout.amount_minor, currency
  where amount > 0;
  answer := pay.payout_answer(payout);
  insert into pay.inbox (command_id, answer, fingerprint) values (payout.command_id, answer, command ->> 'fingerprint');
  return answer || jsonb_build_object('replayed', false);
end
$body$;
