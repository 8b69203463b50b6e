import type { ChangeCommand, CreatePayment } from '@redoubt/contracts';

interface Standing {
  readonly merchantId: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly isManual: boolean;
  /** Whether its hold or its review ended long ago. */
  readonly isExpired: boolean;
  held: bigint;
  captured: bigint;
  refunded: bigint;
  fee: bigint;
  version: number;
  status: string;
}

/** Fee of the terms `*`, in basis points. */
const basisPoints = 140n;

/** Holds and reviews of payments that were accepted before are over: terms give them days. */
const longAgo = '2026-06-01';

/** Less than the fee of the largest payment, so that giving one back meets the floor. */
export const overdraft = 1_000_000n;

/** The books of one's head: no SQL, no table of transitions, one payment as four sums. */
export class PaymentModel {
  readonly payments = new Map<string, Standing>();
  readonly #answers = new Map<string, object>();

  /** Amount owed to a merchant, in one currency. */
  payable(merchantId: string, currency: string): bigint {
    return [...this.payments.values()]
      .filter((payment) => payment.merchantId === merchantId && payment.currency === currency)
      .reduce((sum, { captured, refunded, fee }) => sum + captured - refunded - fee, 0n);
  }

  create({ paymentId, merchantId, amountMinor, currency, capture, review, acceptedAt }: CreatePayment): object {
    const amount = BigInt(amountMinor);
    const isManual = capture === 'manual';
    const isOver = amount > 100_000_000n;
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
        held: isManual && isBooked ? amount : 0n,
        captured,
        refunded: 0n,
        fee: (captured * basisPoints) / 10_000n,
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

  #decide(command: ChangeCommand, payment: Standing): object {
    const isRefund = command.type === 'RefundPayment';
    const isDecision = command.type === 'ApprovePayment' || command.type === 'RejectPayment';
    const inReview = payment.status === 'review' ? payment.amount : 0n;
    const available = isDecision ? inReview : isRefund ? payment.captured - payment.refunded : payment.held;
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
    // Money is given back when nothing is held any more; everything else needs something held.
    if (isRefund ? payment.held > 0n || available === 0n : payment.held === 0n) return refuse('operation_not_allowed');
    if (command.type === 'CapturePayment' && payment.isExpired) return refuse('payment_expired');
    if (part > available) return refuse(isRefund ? 'amount_over_captured' : 'amount_over_authorized');
    if (isRefund && this.payable(payment.merchantId, payment.currency) - part < -overdraft) {
      return refuse('merchant_balance_too_low');
    }
    const fee =
      command.type === 'CapturePayment' ? ((payment.captured + part) * basisPoints) / 10_000n - payment.fee : 0n;
    const isWhole = part === available;
    const whole = { CapturePayment: 'capture', VoidPayment: 'void', RefundPayment: 'refund' }[command.type];
    const operation = isWhole ? whole : `partial_${whole}`;
    payment.fee += fee;
    payment.version += 1;
    if (isRefund) payment.refunded += part;
    else payment.held -= part;
    if (command.type === 'CapturePayment') payment.captured += part;
    payment.status = {
      capture: 'captured',
      partial_capture: 'partially_captured',
      void: payment.captured > 0n ? 'captured' : 'voided',
      refund: 'refunded',
      partial_refund: 'partially_refunded',
    }[operation] as string;
    return {
      outcome: 'applied',
      operation,
      version: payment.version,
      status: payment.status,
      amountMinor: String(part),
      feeMinor: String(fee),
    };
  }

  #review(type: 'ApprovePayment' | 'RejectPayment', payment: Standing): object {
    const isApproved = type === 'ApprovePayment';
    const { amount, isManual } = payment;
    payment.held = isApproved && isManual ? amount : 0n;
    payment.captured = isApproved && !isManual ? amount : 0n;
    payment.fee = (payment.captured * basisPoints) / 10_000n;
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
