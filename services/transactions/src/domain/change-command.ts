import {
  type ApproveRequest,
  type CaptureRequest,
  type ChangeCommand,
  commandIdOf,
  type DisputeRequest,
  type EvidenceRequest,
  fingerprintOf,
  type LoseDisputeRequest,
  type RefundRequest,
  type RejectRequest,
  type VoidRequest,
  type WinDisputeRequest,
} from '@redoubt/contracts';

/** The routes as documented: part of what makes a command the same command, so they never change. */
export const changeRoutes = {
  CapturePayment: 'POST /transactions/v1/payments/{id}/captures',
  VoidPayment: 'POST /transactions/v1/payments/{id}/voids',
  RefundPayment: 'POST /transactions/v1/payments/{id}/refunds',
  ApprovePayment: 'POST /transactions/v1/payments/{id}/approvals',
  RejectPayment: 'POST /transactions/v1/payments/{id}/rejections',
  OpenDispute: 'POST /transactions/v1/payments/{id}/disputes',
  SubmitEvidence: 'POST /transactions/v1/payments/{id}/dispute-evidence',
  WinDispute: 'POST /transactions/v1/payments/{id}/dispute-wins',
  LoseDispute: 'POST /transactions/v1/payments/{id}/dispute-losses',
} as const satisfies Record<ChangeCommand['type'], string>;

/** Changes that a merchant makes; all others are an operator's. */
export type MerchantsChangeType = 'CapturePayment' | 'VoidPayment' | 'RefundPayment' | 'SubmitEvidence';
export type OperatorsChangeType = Exclude<ChangeCommand['type'], MerchantsChangeType>;

/** Body of a merchant's request to change its payment. */
export type MerchantsChange = CaptureRequest | VoidRequest | RefundRequest | EvidenceRequest;

/** Body of an operator's request to decide about a payment. */
export type OperatorsChange = ApproveRequest | RejectRequest | DisputeRequest | WinDisputeRequest | LoseDisputeRequest;

/** A request to change a payment. */
export interface ChangeRequest {
  readonly type: ChangeCommand['type'];
  /** Whose payment it must be: of a merchant's request the merchant itself. */
  readonly merchantId: string;
  readonly paymentId: string;
  readonly body: MerchantsChange | OperatorsChange;
  /** Version that the payment must have. */
  readonly expectedVersion: number | undefined;
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  readonly receivedAt: Date;
  /** The operator who decides; undefined of a merchant's request. */
  readonly by?: string | undefined;
}

/** The command of a request: the same request with the same key always gives the same id, in either region. */
export function changeCommandOf(request: ChangeRequest): ChangeCommand {
  const { type, merchantId, paymentId, body, expectedVersion, idempotencyKey, by } = request;
  const { correlationId, traceparent, receivedAt } = request;
  const amountMinor = 'amount_minor' in body ? body.amount_minor : undefined;
  const { final, ...substance }: typeof body & { readonly final?: boolean | undefined } = body;
  // A default that is spelled out means the same as one that is left out.
  const isFinal = final === true ? { final } : {};
  return {
    type,
    commandId: commandIdOf({ merchantId, route: changeRoutes[type], idempotencyKey }),
    paymentId,
    merchantId,
    // The request itself, without its transport; whoever repeats another operator's decision decides for himself.
    fingerprint: fingerprintOf({
      paymentId,
      body: { ...substance, merchant_id: merchantId, ...isFinal },
      expectedVersion,
      by,
    }),
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...isFinal,
    ...reasonOf(request),
    ...(by === undefined ? {} : { by }),
    ...('evidence' in body ? { evidence: body.evidence } : {}),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    acceptedAt: receivedAt.toISOString(),
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  } as ChangeCommand;
}

/** Of a refund and a dispute one of a few words; of a review's decision, the operator's own. */
function reasonOf({ type, body }: ChangeRequest): { readonly reason?: string } | { readonly why?: string } {
  if (!('reason' in body) || body.reason === undefined) return {};
  return type === 'ApprovePayment' || type === 'RejectPayment' ? { why: body.reason } : { reason: body.reason };
}
