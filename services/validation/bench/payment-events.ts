import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

let made = 0;

/** A request for a payment as API Gateway hands it over: each of another customer, at another address, under another key. */
export function paymentEvent({ merchantId, key }: { readonly merchantId: string; readonly key: string }) {
  made += 1;
  const headers = {
    'Content-Type': 'application/json',
    'Idempotency-Key': `bench-${made}`,
    Authorization: `Bearer ${key}`,
  };
  return {
    httpMethod: 'POST',
    resource: '/v1/payments',
    pathParameters: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    body: JSON.stringify({
      merchant_id: merchantId,
      amount_minor: '1050',
      currency: 'EUR',
      customer_id: `customer-${made}`,
      reference: `order ${made}`,
    }),
    isBase64Encoded: false,
    requestContext: { identity: { sourceIp: addressOf(made), userArn: null } },
  } as unknown as APIGatewayProxyEvent;
}

export const context = {
  functionName: 'bench',
  awsRequestId: 'request',
  getRemainingTimeInMillis: () => 10_000,
} as unknown as Context;

function addressOf(at: number): string {
  return `10.${(at >> 16) % 256}.${(at >> 8) % 256}.${at % 256}`;
}
