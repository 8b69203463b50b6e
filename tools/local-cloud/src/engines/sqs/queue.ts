import { createHash, randomUUID } from 'node:crypto';
import type { QueueDefinition } from '../../definitions/queue-definition.ts';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { KeptMessage, QueueLog } from './queue-log.ts';

/** Characters that XML 1.0 can't carry, control characters above all. */
const forbiddenCharacter = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** A message in a queue. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly sender: string;
  /** The queue that has given it up; a message that was sent to the dead letters directly has none. */
  readonly deadLetterSourceArn: string | undefined;
  receiveCount: number;
  firstReceivedAt: number | undefined;
}

/** A message in flight; the handle is of this one receipt. */
export interface Receipt {
  readonly handle: string;
  readonly message: Message;
}

interface InFlight {
  readonly message: Message;
  timer: NodeJS.Timeout;
}

interface Receiver {
  readonly max: number;
  readonly visibilityTimeoutMs: number;
  readonly resolve: (receipts: readonly Receipt[]) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A standard queue: at least once, unordered after a redelivery, back with its region. What was in flight when the region was
 * killed is received again, as if for the first time.
 *
 * A receiver that waits is woken in the turn after a send, so that what is sent together is received together.
 */
export class Queue {
  /** Changed by a deployment; messages stay. */
  definition: QueueDefinition;
  readonly #deadLetters: (queueArn: string) => Queue;
  readonly #log: Pick<QueueLog, 'sent' | 'gone'>;
  readonly #visible: Message[] = [];
  readonly #inFlight = new Map<string, InFlight>();
  readonly #delayed = new Map<NodeJS.Timeout, Message>();
  readonly #receivers: Receiver[] = [];
  #serving: NodeJS.Immediate | undefined;

  constructor(
    definition: QueueDefinition,
    deadLetters: (queueArn: string) => Queue,
    log: Pick<QueueLog, 'sent' | 'gone'>,
  ) {
    this.definition = definition;
    this.#deadLetters = deadLetters;
    this.#log = log;
  }

  /** Brings back what the queue held before its region was killed. */
  bringBack(kept: readonly KeptMessage[]): void {
    for (const { shownAt, deadLetterSourceArn, ...message } of kept) {
      const again = {
        ...message,
        md5: md5Of(message.body),
        deadLetterSourceArn,
        receiveCount: 0,
        firstReceivedAt: undefined,
      };
      this.#showAfter(again, Math.max(0, shownAt - Date.now()));
    }
  }

  /**
   * Adds a message.
   *
   * @throws AwsError `InvalidParameterValue` when it is empty or too long, `InvalidMessageContents` for a character that SQS
   *   refuses in a batch and replaces in a single message
   */
  send(
    body: string,
    { sender, delayMs = this.definition.delayMs }: { readonly sender: string; readonly delayMs?: number },
  ): Message {
    const bytes = Buffer.byteLength(body);
    const { messageBytesMax } = this.definition;
    if (bytes === 0 || bytes > messageBytesMax) {
      throw new AwsError('InvalidParameterValue', `a message has 1 to ${messageBytesMax} bytes, got ${bytes}`);
    }
    const [character] = forbiddenCharacter.exec(body) ?? [];
    if (character !== undefined) {
      const point = `U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase()}`;
      throw new AwsError('InvalidMessageContents', `a message can not hold ${point}; escape it, as JSON does`);
    }
    const message: Message = {
      id: randomUUID(),
      body,
      md5: md5Of(body),
      sentAt: Date.now(),
      sender,
      deadLetterSourceArn: undefined,
      receiveCount: 0,
      firstReceivedAt: undefined,
    };
    this.#keep(message, delayMs);
    this.#showAfter(message, delayMs);
    return message;
  }

  /** Receives up to `max` messages; waits for the first one as long as asked. */
  receive({
    max,
    waitMs = this.definition.receiveWaitMs,
    visibilityTimeoutMs = this.definition.visibilityTimeoutMs,
  }: {
    readonly max: number;
    readonly waitMs?: number;
    readonly visibilityTimeoutMs?: number;
  }): Promise<readonly Receipt[]> {
    const now = this.#take(max, visibilityTimeoutMs);
    if (now.length > 0 || waitMs <= 0) return Promise.resolve(now);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#receivers.splice(this.#receivers.indexOf(receiver), 1);
        resolve([]);
      }, waitMs);
      const receiver: Receiver = { max, visibilityTimeoutMs, resolve, timer };
      this.#receivers.push(receiver);
    });
  }

  /** Deletes what a receipt is of; a receipt that ran out deletes nothing, as on AWS. */
  delete(handle: string): void {
    const flight = this.#inFlight.get(handle);
    if (flight === undefined) return;
    clearTimeout(flight.timer);
    this.#inFlight.delete(handle);
    this.#drop(flight.message);
  }

  /**
   * Sets for how long from now the message stays invisible; 0 gives it back.
   *
   * @throws AwsError `MessageNotInflight`
   */
  changeVisibility(handle: string, timeoutMs: number): void {
    const flight = this.#inFlight.get(handle);
    if (flight === undefined) throw new AwsError('MessageNotInflight', 'the receipt handle is of no message in flight');
    clearTimeout(flight.timer);
    flight.timer = setTimeout(() => this.#giveBack(handle), timeoutMs);
  }

  /** Messages that can be received, are in flight, and wait for their delay. */
  get counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    return { visible: this.#visible.length, inFlight: this.#inFlight.size, delayed: this.#delayed.size };
  }

  /** Age of the oldest message that is not deleted, in seconds; 0 when there is none. */
  get oldestAgeSeconds(): number {
    const messages = [...this.#visible, ...[...this.#inFlight.values()].map(({ message }) => message)];
    return messages.reduce((oldest, { sentAt }) => Math.max(oldest, (Date.now() - sentAt) / 1000), 0);
  }

  /** Takes out the oldest message that can be received, to move it elsewhere. */
  takeForMove(): Message | undefined {
    for (;;) {
      const message = this.#visible.shift();
      if (message === undefined) return undefined;
      this.#drop(message);
      if (!this.#isExpired(message)) return message;
    }
  }

  /** Puts a message in that left a queue: back where it could not be moved, or to the dead letters. */
  putBack(message: Message): void {
    this.#keep(message);
    this.#show(message);
  }

  /** Deletes everything. */
  purge(): void {
    const inFlight = [...this.#inFlight.values()].map(({ message }) => message);
    for (const message of [...this.#visible, ...inFlight, ...this.#delayed.values()]) this.#drop(message);
    this.#clear();
  }

  #clear(): void {
    this.#visible.length = 0;
    for (const { timer } of this.#inFlight.values()) clearTimeout(timer);
    this.#inFlight.clear();
    for (const timer of this.#delayed.keys()) clearTimeout(timer);
    this.#delayed.clear();
  }

  /** Ends timers and lets waiting receivers go empty-handed; the messages are kept. */
  stop(): void {
    this.#clear();
    clearImmediate(this.#serving);
    for (const { resolve, timer } of this.#receivers.splice(0)) {
      clearTimeout(timer);
      resolve([]);
    }
  }

  #showAfter(message: Message, delayMs: number): void {
    if (delayMs === 0) {
      this.#show(message);
      return;
    }
    const timer = setTimeout(() => {
      this.#delayed.delete(timer);
      this.#show(message);
    }, delayMs);
    this.#delayed.set(timer, message);
  }

  #show(message: Message): void {
    this.#visible.push(message);
    this.#serving ??= setImmediate(() => {
      this.#serving = undefined;
      this.#serve();
    });
  }

  #serve(): void {
    while (this.#visible.length > 0) {
      const receiver = this.#receivers.shift();
      if (receiver === undefined) return;
      const receipts = this.#take(receiver.max, receiver.visibilityTimeoutMs);
      if (receipts.length === 0) {
        // All that was there went to the dead letters or was too old.
        this.#receivers.unshift(receiver);
        return;
      }
      clearTimeout(receiver.timer);
      receiver.resolve(receipts);
    }
  }

  #take(max: number, visibilityTimeoutMs: number): readonly Receipt[] {
    const receipts: Receipt[] = [];
    while (receipts.length < max) {
      const message = this.#visible.shift();
      if (message === undefined) break;
      if (this.#isExpired(message)) {
        this.#drop(message);
        continue;
      }
      const { redrive } = this.definition;
      if (redrive !== undefined && message.receiveCount >= redrive.receiveCountMax) {
        this.#deadLetters(redrive.deadLetterQueueArn).putBack({
          ...message,
          deadLetterSourceArn: this.definition.arn,
        });
        this.#drop(message);
        continue;
      }
      message.receiveCount += 1;
      message.firstReceivedAt ??= Date.now();
      const handle = randomUUID();
      this.#inFlight.set(handle, { message, timer: setTimeout(() => this.#giveBack(handle), visibilityTimeoutMs) });
      receipts.push({ handle, message });
    }
    return receipts;
  }

  #keep({ id, body, sentAt, sender, deadLetterSourceArn }: Message, delayMs = 0): void {
    const shownAt = Date.now() + delayMs;
    this.#log.sent(this.definition.arn, {
      ...{ id, body, sentAt, shownAt, sender },
      ...(deadLetterSourceArn === undefined ? {} : { deadLetterSourceArn }),
    });
  }

  #drop({ id }: Message): void {
    this.#log.gone(this.definition.arn, id);
  }

  #isExpired({ sentAt }: Message): boolean {
    return Date.now() - sentAt > this.definition.retentionMs;
  }

  #giveBack(handle: string): void {
    const flight = this.#inFlight.get(handle);
    if (flight === undefined) return;
    this.#inFlight.delete(handle);
    this.#show(flight.message);
  }
}

function md5Of(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
