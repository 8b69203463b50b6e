-- Opens every account that these bookings and later changes move money between. All in one order, so that two callers that open the
-- same accounts never wait for each other crosswise; and before any payment's row is written, so that nobody who holds accounts waits
-- for somebody who waits for them.
create or replace function pay.open_accounts_of(bookings pay.booking[]) returns void
language sql volatile
begin atomic
  insert into pay.accounts (account_id, kind, merchant_id, currency)
  select distinct account_id, kind, owner, currency
  from unnest(bookings) as booking cross join lateral (
    values
      ('merchant/' || merchant_id || '/payable/' || currency, 'merchant_payable', merchant_id),
      ('merchant/' || merchant_id || '/held/' || currency, 'merchant_held', merchant_id),
      ('network/receivable/' || currency, 'network_receivable', null),
      ('network/held/' || currency, 'network_held', null),
      ('network/refunds/' || currency, 'network_refunds', null),
      ('network/disputes/' || currency, 'network_disputes', null),
      ('redoubt/fees/' || currency, 'fees', null),
      ('suspense/failover/' || currency, 'suspense', null)
  ) as opened (account_id, kind, owner)
  where reason is null
  order by account_id
  on conflict do nothing;
end;
