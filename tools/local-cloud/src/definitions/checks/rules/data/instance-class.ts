import { resourceRule } from '../../rule.ts';
import { clusterOf, isGlobalMember } from './database-clusters.ts';

/** Classes of Aurora PostgreSQL, by family, generation and size. */
const ofAurora =
  /^db\.(serverless|t3\.(medium|large)|t4g\.(medium|large)|(r5|r6g|r6i|r7g|r7i|r8g)\.(large|xlarge|2xlarge|4xlarge|8xlarge|12xlarge|16xlarge|24xlarge|48xlarge)|x2g\.(large|xlarge|2xlarge|4xlarge|8xlarge|12xlarge|16xlarge))$/;

/**
 * Classes that Aurora PostgreSQL refuses. A global database takes memory-optimized ones and Serverless v2 only; so does
 * the Data API.
 */
export const instanceClass = resourceRule('instance-class', {
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html',
  types: ['AWS::RDS::DBInstance'],
  *check(instance, templates) {
    const property = 'DBInstanceClass';
    const given = String(instance.properties[property] ?? '');
    const cluster = clusterOf(instance, templates);
    if (!ofAurora.test(given)) {
      yield {
        property,
        message: `got ${given || 'none'}; Aurora PostgreSQL takes db.serverless, db.r* and, for tests, db.t4g.medium`,
      };
    } else if (given.startsWith('db.t') && cluster !== undefined) {
      const uses = [
        isGlobalMember(cluster, templates) ? 'a global database' : '',
        String(cluster.properties['EnableHttpEndpoint']) === 'true' ? 'the Data API' : '',
      ].filter((use) => use !== '');
      if (uses.length > 0)
        yield { property, message: `${uses.join(' and ')} take no ${given}; take db.serverless or db.r*` };
    } else if (
      given === 'db.serverless' &&
      cluster !== undefined &&
      cluster.properties['ServerlessV2ScalingConfiguration'] === undefined
    ) {
      const message = 'db.serverless in a cluster without ServerlessV2ScalingConfiguration; add it to the cluster';
      yield { property, message };
    }
  },
});
