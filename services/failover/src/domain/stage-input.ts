import { RecoveryRequest } from '@redoubt/contracts';
import { z } from 'zod';
import { FailoverOrder } from './failover-order.ts';

/** Input of the stages before there is a new epoch. */
export const OrderedStage = z.object({ order: FailoverOrder, execution: z.string().min(1) });
export type OrderedStage = z.infer<typeof OrderedStage>;

/** Input of the stages under the new epoch. */
export const RecoveryStage = z.object({ recovery: RecoveryRequest, execution: z.string().min(1) });
export type RecoveryStage = z.infer<typeof RecoveryStage>;
