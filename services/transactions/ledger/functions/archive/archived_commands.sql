-- A page of what the commands of an object did, in the object's order; rows that are only ever added, and their fixed columns.
create or replace function pay.archived_commands(wanted bigint, after_commands int, batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select
    jsonb_strip_nulls(jsonb_build_object(
      'commandId', inbox.command_id,
      'fingerprint', inbox.fingerprint,
      'recordedAt', pay.exact_time_text(inbox.recorded_at),
      'payment', case when operations.version = 2 then jsonb_build_object(
        'merchantId', payments.merchant_id, 'amountMinor', payments.amount_minor::text, 'currency', payments.currency,
        'reference', payments.reference, 'customerId', payments.customer_id, 'metadata', payments.metadata,
        'statementDescriptor', payments.statement_descriptor, 'canary', payments.canary,
        'capture', payments.capture, 'holdSeconds', payments.hold_seconds, 'review', payments.review, 'terms', to_jsonb(pinned_terms),
        'acceptedAt', pay.exact_time_text(payments.accepted_at), 'createdAt', pay.exact_time_text(payments.created_at)
      ) end,
      'operation', case when operations.version is not null then jsonb_build_object(
        'paymentId', operations.payment_id, 'version', operations.version, 'operation', operations.operation,
        'amountMinor', operations.amount_minor::text, 'reason', operations.reason, 'epoch', operations.epoch, 'originRegion', operations.origin_region,
        'appliedBy', operations.applied_by, 'correlationId', operations.correlation_id, 'decidedBy', operations.decided_by,
        'recordedAt', pay.exact_time_text(operations.recorded_at)
      ) end,
      'payout', case when payouts.payout_id is not null then jsonb_build_object(
        'payoutId', payouts.payout_id, 'merchantId', payouts.merchant_id, 'currency', payouts.currency, 'day', payouts.day,
        'balanceMinor', payouts.balance_minor::text, 'amountMinor', payouts.amount_minor::text,
        'withheldMinor', payouts.withheld_minor::text, 'reserveMinor', payouts.reserve_minor::text, 'epoch', payouts.epoch,
        'originRegion', payouts.origin_region, 'recordedAt', pay.exact_time_text(payouts.recorded_at)
      ) end,
      'audit', case when audit_log.command_id is not null then jsonb_build_object(
        'merchantId', audit_log.merchant_id, 'action', audit_log.action, 'paymentId', audit_log.payment_id, 'by', audit_log.acted_by,
        'reason', audit_log.reason, 'was', audit_log.was, 'became', audit_log.became, 'isEffective', audit_log.is_effective,
        'epoch', audit_log.epoch, 'originRegion', audit_log.origin_region, 'decidedAt', pay.exact_time_text(audit_log.decided_at),
        'recordedAt', pay.exact_time_text(audit_log.recorded_at)
      ) end,
      'transfers', coalesce((
        select jsonb_agg(jsonb_build_object(
          'sequence', sequence, 'transferId', transfer_id, 'purpose', purpose, 'debitAccount', debit_account,
          'creditAccount', credit_account, 'amountMinor', amount_minor::text, 'currency', currency,
          'recordedAt', pay.exact_time_text(recorded_at)
        ) order by sequence)
        from pay.transfers
        where transfers.payment_id = coalesce(operations.payment_id, payouts.payout_id)
          and transfers.version = coalesce(operations.version, 1)
      ), '[]'),
      'accounts', coalesce((
        select jsonb_agg(jsonb_build_object(
          'accountId', account_id, 'kind', kind, 'merchantId', accounts.merchant_id, 'currency', accounts.currency,
          'openedAt', pay.exact_time_text(opened_at)
        ) order by account_id)
        from pay.accounts
        where accounts.transaction_id = inbox.transaction_id and accounts.currency = coalesce(payments.currency, payouts.currency)
          and (accounts.merchant_id is null or accounts.merchant_id = coalesce(payments.merchant_id, payouts.merchant_id))
      ), '[]')
    -- Apart, as they stand: an answer or an event may hold a null of its own.
    )) || jsonb_build_object('answer', inbox.answer, 'events', coalesce((
      select jsonb_agg(
        jsonb_build_object('seq', seq, 'event', event, 'recordedAt', pay.exact_time_text(recorded_at)) order by seq
      )
      from pay.events
      where events.payment_id = operations.payment_id
        -- The command that creates a payment may also be the one that accepts it.
        and (events.version = operations.version or operations.version = 2 and events.version = 1)
    ), '[]'))
  from pay.archive_objects as object
    join pay.archive_objects as previous on previous.ordinal = object.ordinal - 1
    join pay.inbox on (inbox.transaction_id, inbox.command_id) > (previous.up_to_transaction, previous.up_to_command)
      and (inbox.transaction_id, inbox.command_id) <= (object.up_to_transaction, object.up_to_command)
    left join pay.operations on operations.command_id = inbox.command_id
    left join pay.payments on payments.payment_id = operations.payment_id
    left join pay.payouts on payouts.command_id = inbox.command_id
    left join pay.audit_log on audit_log.command_id = inbox.command_id
    left join pay.pinned_terms on pinned_terms.terms_id = payments.terms_id
  where object.ordinal = wanted
  order by inbox.transaction_id, inbox.command_id
  offset after_commands limit batch_max;
end;

grant execute on function pay.archived_commands(bigint, int, int) to pay_maintenance;
