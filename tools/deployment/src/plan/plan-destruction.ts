import { DeploymentError } from '../deployment-error.ts';
import type { StackVersion } from './stack-version.ts';

/** A region's cluster in the global database of the ledger. */
export interface LedgerMember {
  readonly clusterArn: string;
  readonly region: string;
  readonly isWriter: boolean;
}

export type DestructionStep =
  /** The member becomes the writer, as it was when the stacks were made. */
  | { readonly kind: 'hand_back'; readonly writer: LedgerMember; readonly to: LedgerMember }
  | { readonly kind: 'destroy'; readonly stack: StackVersion };

/**
 * Plans how the platform is taken down: in the reverse of the order in which it was made, so that the primary's stack, which made the
 * global database, deletes it when no other member is left. The writer must be the last member, so that after a failover the ledger is handed back first.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-deleting.html
 *
 * @param stacks in the order in which an assembly makes them
 * @param members of the global database; none when it is gone, or was never made
 * @throws DeploymentError `writer_astray` when the secondary writes and the primary has no member to hand back to
 */
export function planDestruction(
  stacks: readonly StackVersion[],
  members: readonly LedgerMember[],
): readonly DestructionStep[] {
  const destroy = stacks.toReversed().map((stack) => ({ kind: 'destroy', stack }) as const);
  const primary = stacks.find(({ seat }) => seat === 'primary')?.region;
  const writer = members.find(({ isWriter }) => isWriter);
  if (writer === undefined || writer.region === primary) return destroy;
  const to = members.find(({ region }) => region === primary);
  if (to === undefined) {
    throw new DeploymentError({
      code: 'writer_astray',
      what: `${writer.region} writes, and ${primary} has no member of the global database`,
      why: 'the stack of the primary made the global database and can not delete it while another region writes in it',
      fix: `aws rds remove-from-global-cluster --region ${writer.region} --db-cluster-identifier ${writer.clusterArn}, then run this again`,
    });
  }
  return [{ kind: 'hand_back', writer, to }, ...destroy];
}

/** A step in words. */
export function destructionText(step: DestructionStep): string {
  return step.kind === 'hand_back'
    ? `hand the ledger back from ${step.writer.region} to ${step.to.region}: the writer must be the last member`
    : `destroy ${step.stack.stackName} in ${step.stack.region}`;
}
