import { ArnFormat, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, MultiRegionConsistency, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { physicalName } from './naming.ts';
import { type RegionalStack, replicaTags } from './regional-stack.ts';
import type { ServiceFunction } from './service-function.ts';

/** Actions on a table's items. */
export type TableAction = 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

export interface ServiceTableProps {
  /** Its physical name without the suffix, e.g. `notifications-table`. */
  readonly resourceType: string;
  /** The environment variable that holds its name. */
  readonly variable: string;
  /**
   * `eventual`: copies follow asynchronously and the last writer wins; \`expiresAt\` is the time to live. Nothing in it may
   * guard money or be acknowledged. \`strong\`: a write is in a quorum of three regions before it is answered, conditions
   * hold over all regions, and nothing expires by itself.
   */
  readonly consistency: 'eventual' | 'strong';
  /**
   * Indexes, by name; both keys are texts. Items without the keys are not in the index.
   *
   * @default {}
   */
  readonly indexes?: Readonly<Record<string, { readonly partitionKey: string; readonly sortKey: string }>>;
}

/** A service's own global table with the keys `pk` and `sk`. */
export class ServiceTable {
  readonly #props: ServiceTableProps;

  constructor(props: ServiceTableProps) {
    this.#props = props;
  }

  /**
   * Makes the table with its copy in the other region; called in the primary's stack alone, because one resource stands
   * for a global table in all its regions.
   */
  make(stack: RegionalStack, id: string): TableV2 {
    const isStrong = this.#props.consistency === 'strong';
    return new TableV2(stack, id, {
      tableName: physicalName(stack.topology, this.#props.resourceType),
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      ...(isStrong
        ? { multiRegionConsistency: MultiRegionConsistency.STRONG, witnessRegion: stack.topology.regions.witness }
        : { timeToLiveAttribute: 'expiresAt' }),
      globalSecondaryIndexes: Object.entries(this.#props.indexes ?? {}).map(([indexName, keys]) => ({
        indexName,
        partitionKey: { name: keys.partitionKey, type: AttributeType.STRING },
        sortKey: { name: keys.sortKey, type: AttributeType.STRING },
      })),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
      deletionProtection: stack.topology.retention.profile === 'protected',
      replicas: [{ region: stack.peerRegion, tags: replicaTags(stack.topology) }],
    });
  }

  /** Grants actions on the region's own copy, and gives the function the table's name. */
  grant(fn: ServiceFunction, stack: RegionalStack, actions: readonly TableAction[]): void {
    const tableName = physicalName(stack.topology, this.#props.resourceType);
    const arn = stack.formatArn({
      service: 'dynamodb',
      resource: 'table',
      resourceName: tableName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const indexes = Object.keys(this.#props.indexes ?? {}).map((name) => `${arn}/index/${name}`);
    fn.addEnvironment(this.#props.variable, tableName);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [arn, ...(actions.includes('Query') ? indexes : [])],
      }),
    );
  }
}
