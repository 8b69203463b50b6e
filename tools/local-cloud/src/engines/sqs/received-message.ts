import type { Message, Receipt } from './queue.ts';

/** A received message as SQS answers it, with the system attributes that were asked for. */
export function receivedMessage({ handle, message }: Receipt, attributes: readonly string[]) {
  const all = systemAttributes(message);
  const asked = Object.entries(all).filter(([name]) => attributes.includes(name) || attributes.includes('All'));
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    MD5OfBody: message.md5,
    Body: message.body,
    ...(asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) }),
  };
}

/** Attributes of a message that SQS sets. */
export function systemAttributes(message: Message): Readonly<Record<string, string>> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.sender,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.deadLetterSourceArn === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}
