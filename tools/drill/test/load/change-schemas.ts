import {
  ApproveRequest,
  CaptureRequest,
  DisputeRequest,
  EvidenceRequest,
  LoseDisputeRequest,
  RefundRequest,
  RejectRequest,
  VoidRequest,
  WinDisputeRequest,
} from '@redoubt/contracts';
import type { ChangeIntent } from '../../src/load/intents.ts';

/** The contract of each change's body. */
export const changeSchemas = {
  capture: CaptureRequest,
  void: VoidRequest,
  refund: RefundRequest,
  approve: ApproveRequest,
  reject: RejectRequest,
  dispute: DisputeRequest,
  evidence: EvidenceRequest,
  win: WinDisputeRequest,
  lose: LoseDisputeRequest,
} as const satisfies Record<ChangeIntent['action'], unknown>;
