import type { TopologyInput } from '@redoubt/cdk-kit';

/** An environment that holds real money: nobody deletes its database or tables by accident, and a lost zone is survived. */
export const topology: TopologyInput = {
  environmentSuffix: 'prod',
  // A failover costs clients more than half a minute of retries: thirty looks, a second apart, must agree first.
  alertEmails: ['payments-on-call@redoubt.example'],
  retention: { profile: 'protected', reason: 'Real payments: a deletion must be two deliberate steps' },
};
