import { valuesAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

/** Regions of a table with multi-Region strong consistency belong to one of these. */
const regionSets = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
];

/** Three replicas, or two and a witness, in three regions of one set. */
export const strongTableRegions = resourceRule('strong-table-regions', {
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-globaltable-globaltablewitness.html',
  types: ['AWS::DynamoDB::GlobalTable'],
  *check({ properties }) {
    const replicas = valuesAt(properties, 'Replicas.*.Region').map(({ value }) => String(value));
    const witnesses = valuesAt(properties, 'GlobalTableWitnesses.*.Region').map(({ value }) => String(value));
    if (properties['MultiRegionConsistency'] !== 'STRONG') {
      if (witnesses.length === 0) return;
      const message =
        'a witness of a table that is not strongly consistent; leave it out, or set MultiRegionConsistency to STRONG';
      yield { property: 'GlobalTableWitnesses', message };
      return;
    }
    const regions = [...replicas, ...witnesses];
    const isQuorum = regions.length === 3 && witnesses.length <= 1;
    if (!isQuorum) {
      const message = `${replicas.length} replicas and ${witnesses.length} witnesses; three replicas, or two and a witness, are allowed`;
      yield { property: witnesses.length === 0 ? 'Replicas' : 'GlobalTableWitnesses', message };
    }
    if (
      new Set(regions).size === regions.length &&
      regionSets.some((set) => regions.every((region) => set.includes(region)))
    )
      return;
    const sets = regionSets.map((set) => set.join(', ')).join('; ');
    yield {
      property: 'Replicas',
      message: `got ${regions.join(', ')}; different regions of one set are allowed: ${sets}`,
    };
  },
});
