import { type CreatePayment, commandIdOf, paymentIdOf } from '@redoubt/contracts';

/** A valid command, accepted years ahead so that nothing expires by itself; the key makes it the same command or another one. */
export function aCommand({
  key = 'key-1',
  ...over
}: Partial<CreatePayment> & { readonly key?: string } = {}): CreatePayment {
  const merchantId = over.merchantId ?? 'acme';
  const commandId = commandIdOf({ merchantId, route: 'POST /validation/v1/payments', idempotencyKey: key });
  return {
    type: 'CreatePayment',
    commandId,
    paymentId: paymentIdOf(commandId),
    merchantId,
    amountMinor: '1050',
    currency: 'EUR',
    acceptedAt: '2036-11-21T10:00:00.000Z',
    correlationId: `journey-${key}`,
    ...over,
  };
}
