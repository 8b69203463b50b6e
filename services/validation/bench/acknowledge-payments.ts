import type { Contender } from '@redoubt/bench';
import type { HttpFunction } from '@redoubt/lambda-kit';
import { context, paymentEvent } from './payment-events.ts';
import { processMicros } from './process-micros.ts';

/** Acknowledges payments of a merchant, one after the other, as a Lambda function does. */
export function acknowledgePayments(
  fn: HttpFunction,
  { name, ...merchant }: { readonly name: string; readonly merchantId: string; readonly key: string },
): Contender {
  return {
    name,
    serverMicros: processMicros,
    async prepare(units) {
      const events = Array.from({ length: units }, () => paymentEvent(merchant));
      return async () => {
        for (const event of events) {
          const { statusCode, body } = await fn(event, context);
          if (statusCode !== 202) throw new Error(`a payment must be acknowledged, got ${statusCode} ${body}`);
        }
      };
    },
  };
}
