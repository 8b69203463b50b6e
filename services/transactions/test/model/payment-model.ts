import type { ChangeCommand, CreatePayment } from '@redoubt/contracts';
import { feeUnder, type Terms, usualTerms, worthIn } from './terms-model.ts';

interface Standing {
  readonly merchantId: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly isManual: boolean;
  /** Whether its hold or its review ended long ago. */
  readonly isExpired: boolean;
  /** Those of the moment at which it was booked. */
  readonly terms: Terms;
  held: bigint;
  captured: bigint;
  refunded: bigint;
  fee: bigint;
  feeRefunded: bigint;
  /** Of the open dispute, and of those that were lost. */
  disputed: bigint;
  chargedBack: bigint;
  /** Of all disputes, less what went back. */
  disputeFee: bigint;
  version: number;
  status: string;
}

/** Holds and reviews of payments that were accepted before are over: terms give them days. */
const longAgo = '2026-06-01';

/** The books of one's head: no SQL, no table of transitions, one payment as four sums. */
export class PaymentModel {
  /** Of the merchant, for payments that are booked from now on. */
  terms: Terms = usualTerms;
  readonly payments = new Map<string, Standing>();
  readonly #answers = new Map<string, object>();
  readonly #payouts: {
    readonly currency: string;
    readonly day: number;
    readonly amount: bigint;
    readonly withheld: bigint;
  }[] = [];

  /** Amount owed to a merchant, in one currency. */
  payable(merchantId: string, currency: string): bigint {
    return [...this.payments.values()]
      .filter((payment) => payment.merchantId === merchantId && payment.currency === currency)
      .reduce((sum, payment) => sum + earnedBy(payment), -this.settled(currency));
  }

  /** Amount that was paid out. */
  settled(currency: string): bigint {
    return this.#payouts.filter((payout) => payout.currency === currency).reduce((sum, { amount }) => sum + amount, 0n);
  }

  /** Pays out what the merchant had at a cut, as far as it is there. Days are numbers. */
  settle(merchantId: string, currency: string, { day, cut }: { readonly day: number; readonly cut: bigint }): object {
    const { reserve: part, reserveDays } = this.terms;
    const now = this.payable(merchantId, currency);
    const balance = cut < now ? cut : now;
    const reserve = this.#payouts
      .filter((payout) => payout.currency === currency && payout.day > day - reserveDays)
      .reduce((sum, { withheld }) => sum + withheld, 0n);
    const free = balance > reserve ? balance - reserve : 0n;
    const withheld = (free * part) / 10_000n;
    const amount = free - withheld;
    this.#payouts.push({ currency, day, amount, withheld });
    return {
      outcome: 'settled',
      balanceMinor: String(balance),
      amountMinor: String(amount),
      withheldMinor: String(withheld),
      reserveMinor: String(reserve + withheld),
    };
  }

  create({ paymentId, merchantId, amountMinor, currency, capture, review, acceptedAt }: CreatePayment): object {
    const amount = BigInt(amountMinor);
    const isManual = capture === 'manual';
    const { terms } = this;
    const isOver = amount > worthIn(currency, terms.ceiling);
    const known = this.payments.get(paymentId);
    if (known === undefined) {
      const isBooked = !isOver && review === undefined;
      const captured = isBooked && !isManual ? amount : 0n;
      this.payments.set(paymentId, {
        merchantId,
        currency,
        amount,
        isManual,
        isExpired: acceptedAt < longAgo,
        terms,
        held: isManual && isBooked ? amount : 0n,
        captured,
        refunded: 0n,
        fee: feeUnder(terms, currency, captured),
        feeRefunded: 0n,
        disputed: 0n,
        chargedBack: 0n,
        disputeFee: 0n,
        version: 2,
        status: isOver ? 'rejected' : review !== undefined ? 'review' : isManual ? 'authorized' : 'captured',
      });
    }
    const answer = this.#answers.get(paymentId) ?? {
      outcome: 'applied',
      version: 2,
      status: this.payments.get(paymentId)?.status,
    };
    this.#answers.set(paymentId, answer);
    return answer;
  }

  change(command: ChangeCommand): object {
    const payment = this.payments.get(command.paymentId);
    if (payment === undefined || payment.merchantId !== command.merchantId) return { outcome: 'not_found' };
    const known = this.#answers.get(command.commandId);
    const answer = known ?? this.#decide(command, payment);
    this.#answers.set(command.commandId, answer);
    return answer;
  }

  /** A sweep comes by: it ends what is held or waits for a review, if its time is over, and once. */
  expire(paymentId: string): object {
    const payment = this.payments.get(paymentId);
    if (payment === undefined) return { outcome: 'not_found' };
    const commandId = `expiry of ${paymentId}`;
    const known = this.#answers.get(commandId);
    if (known !== undefined) return known;
    const available = payment.status === 'review' ? payment.amount : payment.held;
    if (available === 0n || !payment.isExpired) {
      const { version, status } = payment;
      return { outcome: 'refused', code: 'operation_not_allowed', version, status, availableMinor: String(available) };
    }
    payment.version += 1;
    payment.held = 0n;
    payment.status = payment.captured === 0n ? 'expired' : statusOf(payment);
    const { version, status } = payment;
    const done = { operation: 'expire', amountMinor: String(available), feeMinor: '0' };
    const answer = { outcome: 'applied', ...done, version, status };
    this.#answers.set(commandId, answer);
    return answer;
  }

  #decide(command: ChangeCommand, payment: Standing): object {
    const isRefund = command.type === 'RefundPayment';
    const isDispute = ['OpenDispute', 'SubmitEvidence', 'WinDispute', 'LoseDispute'].includes(command.type);
    const left = payment.captured - payment.refunded - payment.disputed - payment.chargedBack;
    const isDecision = command.type === 'ApprovePayment' || command.type === 'RejectPayment';
    const inReview = payment.status === 'review' ? payment.amount : 0n;
    const toDispute = payment.disputed > 0n ? 0n : left;
    const inDispute = command.type === 'OpenDispute' ? toDispute : payment.disputed;
    const available = isDecision ? inReview : isRefund ? left : isDispute ? inDispute : payment.held;
    const asked = 'amountMinor' in command ? command.amountMinor : undefined;
    const part = asked === undefined ? available : BigInt(asked);
    const refuse = (code: string) => ({
      outcome: 'refused',
      code,
      version: payment.version,
      status: payment.status,
      availableMinor: String(available),
    });
    if (command.expectedVersion !== undefined && command.expectedVersion !== payment.version) {
      return refuse('version_mismatch');
    }
    if (isDecision && available === 0n) return refuse('operation_not_allowed');
    if (command.type === 'ApprovePayment' && payment.isExpired) return refuse('payment_expired');
    if (isDecision) return this.#review(command.type, payment);
    if (available === 0n) return refuse('operation_not_allowed');
    if (command.type === 'CapturePayment' && payment.isExpired) return refuse('payment_expired');
    if (part > available) return refuse(isRefund || isDispute ? 'amount_over_captured' : 'amount_over_authorized');
    if (isDispute) return this.#dispute(command.type, payment, part);
    const { terms, currency } = payment;
    const feeBack = isRefund ? feeBackOf(payment, part) : 0n;
    const floor = -worthIn(currency, terms.overdraft);
    if (isRefund && this.payable(payment.merchantId, currency) - part + feeBack < floor) {
      return refuse('merchant_balance_too_low');
    }
    const fee =
      command.type === 'CapturePayment' ? feeUnder(terms, currency, payment.captured + part) - payment.fee : 0n;
    const isFinal = command.type === 'CapturePayment' && command.final === true;
    const isWhole = part === available || isFinal;
    const whole = isRefund ? 'refund' : command.type === 'CapturePayment' ? 'capture' : 'void';
    const operation = isWhole ? whole : `partial_${whole}`;
    payment.fee += fee;
    payment.feeRefunded += feeBack;
    payment.version += 1;
    if (isRefund) payment.refunded += part;
    else payment.held -= isFinal ? payment.held : part;
    if (command.type === 'CapturePayment') payment.captured += part;
    payment.status = statusOf(payment);
    return {
      outcome: 'applied',
      operation,
      version: payment.version,
      status: payment.status,
      amountMinor: String(part),
      feeMinor: String(fee),
      ...(feeBack === 0n ? {} : { feeRefundedMinor: String(feeBack) }),
    };
  }

  #dispute(type: ChangeCommand['type'], payment: Standing, part: bigint): object {
    const { terms, currency } = payment;
    const fee = worthIn(currency, terms.disputeFee);
    const owed = payment.disputeFee < fee ? payment.disputeFee : fee;
    const taken = type === 'OpenDispute' ? fee : 0n;
    const givenBack = type === 'WinDispute' && terms.isDisputeFeeRefunded ? owed : 0n;
    payment.disputed = type === 'OpenDispute' || type === 'SubmitEvidence' ? part : 0n;
    if (type === 'LoseDispute') payment.chargedBack += part;
    payment.disputeFee += taken - givenBack;
    payment.version += 1;
    payment.status = statusOf(payment);
    return {
      outcome: 'applied',
      operation: type.replace(/[A-Z]/g, (letter, at) => `${at === 0 ? '' : '_'}${letter.toLowerCase()}`),
      version: payment.version,
      status: payment.status,
      amountMinor: String(part),
      feeMinor: '0',
      ...(taken === 0n ? {} : { disputeFeeMinor: String(taken) }),
      ...(givenBack === 0n ? {} : { disputeFeeRefundedMinor: String(givenBack) }),
    };
  }

  #review(type: 'ApprovePayment' | 'RejectPayment', payment: Standing): object {
    const isApproved = type === 'ApprovePayment';
    const { amount, isManual } = payment;
    payment.held = isApproved && isManual ? amount : 0n;
    payment.captured = isApproved && !isManual ? amount : 0n;
    payment.fee = feeUnder(payment.terms, payment.currency, payment.captured);
    payment.version += 1;
    payment.status = !isApproved ? 'rejected' : isManual ? 'authorized' : 'captured';
    return {
      outcome: 'applied',
      operation: !isApproved ? 'reject' : isManual ? 'approve_authorize' : 'approve_capture',
      version: payment.version,
      status: payment.status,
      amountMinor: String(amount),
      feeMinor: String(payment.fee),
    };
  }
}

/** Money that a payment has brought its merchant so far. */
function earnedBy({ captured, refunded, fee, feeRefunded, disputed, chargedBack, disputeFee }: Standing): bigint {
  return captured - refunded - fee + feeRefunded - disputed - chargedBack - disputeFee;
}

/** Fee that goes back with a refund: of all refunds together, less what went back before. */
function feeBackOf({ terms, fee, feeRefunded, captured, refunded }: Standing, part: bigint): bigint {
  const due = (fee * (refunded + part) * terms.feeRefund) / (captured * 10_000n) - feeRefunded;
  return due > 0n ? due : 0n;
}

/** Status of a payment that was authorized or captured, by its sums alone. */
function statusOf({ held, captured, refunded, disputed, chargedBack }: Standing): string {
  if (held > 0n) return captured > 0n ? 'partially_captured' : 'authorized';
  if (captured === 0n) return 'voided';
  if (disputed > 0n) return 'disputed';
  if (refunded + chargedBack === 0n) return 'captured';
  if (refunded + chargedBack < captured) return 'partially_refunded';
  return chargedBack > 0n ? 'charged_back' : 'refunded';
}
