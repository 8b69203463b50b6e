-- Opens every account that the payments of the commands (a JSON array) move money between. All in one order, so that
-- two callers that open the same accounts never wait for each other crosswise.
create or replace function pay.open_accounts_of(commands jsonb) returns void
language sql volatile
begin atomic
  with owners as (
    select distinct command ->> 'merchantId' as merchant, command ->> 'currency' as currency
    from jsonb_array_elements(commands) as command
  )
  insert into pay.accounts (account_id, kind, merchant_id, currency)
  select distinct account_id, kind, merchant_id, currency
  from owners cross join lateral (
    values
      ('merchant/' || merchant || '/payable/' || currency, 'merchant_payable', merchant),
      ('merchant/' || merchant || '/held/' || currency, 'merchant_held', merchant),
      ('network/receivable/' || currency, 'network_receivable', null),
      ('network/held/' || currency, 'network_held', null),
      ('network/refunds/' || currency, 'network_refunds', null),
      ('redoubt/fees/' || currency, 'fees', null),
      ('suspense/failover/' || currency, 'suspense', null)
  ) as accounts (account_id, kind, merchant_id)
  order by account_id
  on conflict do nothing;
end;
