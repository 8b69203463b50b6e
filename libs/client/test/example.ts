import { NoAnswer, RedoubtClient, RedoubtProblem, verifyWebhook } from '../src/index.ts';

const redoubt = new RedoubtClient({
  baseUrl: process.env['REDOUBT_URL'] ?? 'https://api.dev.redoubt.example',
  key: process.env['REDOUBT_KEY'] ?? '',
});

export async function pay(order: { readonly id: string; readonly cents: string }): Promise<string> {
  try {
    const { data: payment } = await redoubt.post('/validation/v1/payments', {
      body: { merchant_id: 'test_shop', amount_minor: order.cents, currency: 'EUR', reference: order.id },
      idempotencyKey: `order-${order.id}`,
    });
    return payment.id;
  } catch (error) {
    // Perhaps it was taken, perhaps not: the same call with the same key may be repeated, now or tomorrow.
    if (error instanceof NoAnswer) return `repeat ${error.idempotencyKey}`;
    if (error instanceof RedoubtProblem && error.retryable) return `repeat ${error.idempotencyKey}`;
    if (error instanceof RedoubtProblem) return `refused: ${error.code}`;
    throw error;
  }
}

export async function statusOf(id: string): Promise<string> {
  const { data, headers } = await redoubt.get('/transactions/v1/payments/{id}', { params: { path: { id } } });
  return `${data.status}, ${headers.get('Age') ?? 0} s old`;
}

export function received(body: string, headers: Headers, secret: string): string {
  const { type, data } = verifyWebhook({ body, headers, secret });
  return `${type} ${data.payment_id}`;
}
