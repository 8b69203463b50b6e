import type { RegionContext } from '../service-module.ts';
import type { BusEvent } from './bus-event.ts';
import type { RuleTarget } from './rule.ts';

/** Pauses between attempts, in milliseconds: they double from the first to the last. */
const pauseMsMin = 100;
const pauseMsMax = 5_000;

/** Deliveries of one target that wait at most; the oldest goes to the dead letters over it. */
const waitingMax = 100_000;

interface Delivery {
  readonly event: BusEvent;
  readonly acceptedAt: number;
  attempts: number;
}

export interface TargetDeliveryProps {
  readonly target: RuleTarget;
  /** Hands one event over; rejects when the target did not take it. */
  readonly send: (payload: string, event: BusEvent) => Promise<void>;
  /** Sends what is given up to the dead-letter queue. */
  readonly giveUp: (queueArn: string, payload: string) => Promise<void>;
  readonly log: RegionContext['log'];
}

/**
 * Delivers a rule's events to one target: at least once, in the order they came, retried while they are young enough.
 *
 * While a peer can not be reached its events wait here, and with the region they are lost: on AWS they would be delivered
 * when the region returns, so nothing may depend on it.
 */
export class TargetDelivery {
  readonly #props: TargetDeliveryProps;
  readonly #waiting: Delivery[] = [];
  #pauseMs = pauseMsMin;
  #timer: NodeJS.Timeout | undefined;
  #isSending = false;

  constructor(props: TargetDeliveryProps) {
    this.#props = props;
  }

  accept(event: BusEvent): void {
    this.#waiting.push({ event, acceptedAt: Date.now(), attempts: 0 });
    if (this.#waiting.length > waitingMax) this.#giveUp(this.#waiting.shift(), 'too many wait');
    if (!this.#isSending && this.#timer === undefined) void this.#sendAll();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  async #sendAll(): Promise<void> {
    this.#timer = undefined;
    this.#isSending = true;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const failure = await this.#send(next);
      // `accept` and `stop` may have taken it away meanwhile.
      if (failure === undefined) this.#remove(next);
      else if (this.#isOver(next)) this.#giveUp(this.#remove(next), failure);
      else {
        this.#timer = setTimeout(() => void this.#sendAll(), this.#pauseMs);
        this.#pauseMs = Math.min(pauseMsMax, this.#pauseMs * 2);
        break;
      }
    }
    this.#isSending = false;
  }

  async #send(delivery: Delivery): Promise<string | undefined> {
    const { target, send, log } = this.#props;
    delivery.attempts += 1;
    try {
      await send(target.input ?? JSON.stringify(delivery.event), delivery.event);
      this.#pauseMs = pauseMsMin;
      return undefined;
    } catch (error) {
      if (delivery.attempts === 1) log('events', 'delivery failed', { target: target.arn, error: String(error) });
      return String(error);
    }
  }

  #isOver({ attempts, acceptedAt }: Delivery): boolean {
    const { attemptsMax, eventAgeMsMax } = this.#props.target;
    return attempts >= attemptsMax || Date.now() - acceptedAt >= eventAgeMsMax;
  }

  #remove(delivery: Delivery): Delivery {
    const index = this.#waiting.indexOf(delivery);
    if (index >= 0) this.#waiting.splice(index, 1);
    return delivery;
  }

  #giveUp(delivery: Delivery | undefined, reason: string): void {
    if (delivery === undefined) return;
    const { target, giveUp, log } = this.#props;
    log('events', 'event given up', { target: target.arn, event: delivery.event.id, reason });
    if (target.deadLetterQueueArn === undefined) return;
    giveUp(target.deadLetterQueueArn, JSON.stringify(delivery.event)).catch((error: unknown) =>
      log('events', 'dead letter lost', { queue: target.deadLetterQueueArn, error: String(error) }),
    );
  }
}
