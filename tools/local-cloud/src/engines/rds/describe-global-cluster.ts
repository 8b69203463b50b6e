import type { GlobalDefinition, GlobalMember } from '../../definitions/global-members.ts';

/** A change of the writer under way. */
export interface Transition {
  readonly status: 'failing-over' | 'switching-over';
  readonly from: GlobalMember;
  readonly to: GlobalMember;
}

/** A global cluster as AWS describes it. */
export interface DescribedGlobalCluster {
  readonly GlobalClusterIdentifier: string;
  readonly GlobalClusterArn: string;
  readonly Status: 'available' | Transition['status'];
  readonly Engine: 'aurora-postgresql';
  readonly EngineVersion: string;
  readonly GlobalClusterMembers: readonly {
    readonly DBClusterArn: string;
    readonly IsWriter: boolean;
    readonly Readers: readonly string[];
    readonly SynchronizationStatus?: 'connected' | 'pending-resync';
  }[];
  readonly FailoverState?: {
    readonly Status: Transition['status'];
    readonly FromDbClusterArn: string;
    readonly ToDbClusterArn: string;
    readonly IsDataLossAllowed: boolean;
  };
}

/** Describes a global cluster; members that stream from the writer are connected. */
export function describeGlobalCluster(
  { id, arn, engineVersion, members }: GlobalDefinition,
  {
    writerRegion,
    streaming,
    transition,
  }: {
    readonly writerRegion: string;
    readonly streaming: readonly GlobalMember[];
    readonly transition: Transition | undefined;
  },
): DescribedGlobalCluster {
  const writer = members.find(({ region }) => region === writerRegion);
  return {
    GlobalClusterIdentifier: id,
    GlobalClusterArn: arn,
    Status: transition?.status ?? 'available',
    Engine: 'aurora-postgresql',
    EngineVersion: engineVersion,
    GlobalClusterMembers: members.map((member) => {
      const isWriter = member === writer;
      return {
        DBClusterArn: member.arn,
        IsWriter: isWriter,
        Readers: isWriter ? members.filter((other) => other !== writer).map((other) => other.arn) : [],
        SynchronizationStatus: isWriter || streaming.includes(member) ? 'connected' : 'pending-resync',
      };
    }),
    ...(transition === undefined
      ? {}
      : {
          FailoverState: {
            Status: transition.status,
            FromDbClusterArn: transition.from.arn,
            ToDbClusterArn: transition.to.arn,
            IsDataLossAllowed: transition.status === 'failing-over',
          },
        }),
  };
}
