import { DescribeGlobalClustersCommand, type RDSClient, SwitchoverGlobalClusterCommand } from '@aws-sdk/client-rds';
import type { LedgerMember } from '../plan/plan-destruction.ts';

export interface GlobalLedgerProps {
  readonly globalClusterId: string;
  readonly regions: readonly string[];
  readonly clientOf: (region: string) => Pick<RDSClient, 'send'>;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Pause between two looks at a switchover, which takes minutes. */
const pauseMs = 10_000;

/** Looks at a switchover before it is given up: half an hour. */
const looksMax = 180;

/** The ledger's global database, asked in whichever region answers. */
export class GlobalLedger {
  readonly #props: GlobalLedgerProps;

  constructor(props: GlobalLedgerProps) {
    this.#props = props;
  }

  /** Members; none when there is no such database. @throws Error when no region answers */
  async members(): Promise<readonly LedgerMember[]> {
    const { globalClusterId: GlobalClusterIdentifier, regions, clientOf } = this.#props;
    const failures: unknown[] = [];
    for (const region of regions) {
      try {
        const { GlobalClusters = [] } = await clientOf(region).send(
          new DescribeGlobalClustersCommand({ GlobalClusterIdentifier }),
        );
        return (GlobalClusters[0]?.GlobalClusterMembers ?? []).map(({ DBClusterArn = '', IsWriter = false }) => ({
          clusterArn: DBClusterArn,
          region: DBClusterArn.split(':')[3] ?? '',
          isWriter: IsWriter,
        }));
      } catch (error) {
        if ((error as Error).name === 'GlobalClusterNotFoundFault') return [];
        failures.push(error);
      }
    }
    throw new Error(`the global database can not be read: ${failures.map(String).join('; ')}`, { cause: failures[0] });
  }

  /** Makes a member the writer without losing anything, and waits until it is. @throws Error when it is not in half an hour */
  async handBack({ writer, to }: { readonly writer: LedgerMember; readonly to: LedgerMember }): Promise<void> {
    const { globalClusterId: GlobalClusterIdentifier, clientOf, pause } = this.#props;
    await clientOf(writer.region).send(
      new SwitchoverGlobalClusterCommand({ GlobalClusterIdentifier, TargetDbClusterIdentifier: to.clusterArn }),
    );
    for (let look = 0; look < looksMax; look += 1) {
      const members = await this.members();
      if (members.some(({ clusterArn, isWriter }) => isWriter && clusterArn === to.clusterArn)) return;
      await pause(pauseMs);
    }
    throw new Error(`${to.clusterArn} has not become the writer in ${(looksMax * pauseMs) / 60_000} minutes`);
  }
}
