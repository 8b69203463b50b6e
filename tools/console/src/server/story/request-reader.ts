import type { PaymentRow } from '../../wire.ts';
import type { StoryReader } from './story-reader.ts';

/** The console's own request for a payment, if it was one. */
export function requestReader(find: (id: string) => PaymentRow | undefined): StoryReader {
  return {
    name: "console's request",
    async read(id) {
      const request = find(id)?.request;
      if (request === undefined) return [];
      const { sentAt, answeredAt, servedBy, attempts } = request;
      const tries = attempts === 1 ? 'at the first attempt' : `at attempt ${attempts}, all under one idempotency key`;
      const tookMs = Date.parse(answeredAt) - Date.parse(sentAt);
      return [
        { at: sentAt, kind: 'request', title: 'requested', text: 'sent by this console through the public name' },
        {
          at: answeredAt,
          kind: 'request',
          title: 'acknowledged',
          text: `202 from ${servedBy.replace(';', ' under epoch ')} ${tries}, ${tookMs} ms after it was sent`,
        },
      ];
    },
  };
}
