import { resourceRule } from '../../rule.ts';

const ofPrimaryOnly = ['MasterUsername', 'MasterUserPassword', 'DatabaseName'];

/** A secondary takes owner and database of its primary; a cluster of its own needs an owner. */
export const globalDatabase = resourceRule('global-database', {
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html',
  types: ['AWS::RDS::DBCluster'],
  *check({ properties }, templates) {
    if (properties['GlobalClusterIdentifier'] === undefined) {
      const isOwned = properties['MasterUsername'] !== undefined || properties['SnapshotIdentifier'] !== undefined;
      if (!isOwned)
        yield { property: 'MasterUsername', message: 'a cluster of its own without owner; give it a MasterUsername' };
      return;
    }
    const id = String(properties['GlobalClusterIdentifier']);
    const globals = templates.ofType('AWS::RDS::GlobalCluster').map(({ physicalId }) => physicalId);
    if (!globals.includes(id.toLowerCase())) {
      const message = `no template has the global cluster ${id}; name one that is there`;
      yield { property: 'GlobalClusterIdentifier', message };
    }
    for (const property of ofPrimaryOnly) {
      if (properties[property] === undefined) continue;
      yield { property, message: `a secondary has that of its primary; leave ${property} out` };
    }
  },
});
