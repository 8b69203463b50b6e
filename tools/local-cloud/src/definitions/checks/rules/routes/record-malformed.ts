import { resourceRule } from '../../rule.ts';

/** A record has values with a TTL, or an alias without one; routing policies name a set identifier. */
export const recordMalformed = resourceRule('record-malformed', {
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html',
  types: ['AWS::Route53::RecordSet'],
  *check({ properties }) {
    const { AliasTarget, ResourceRecords, TTL, Type, SetIdentifier } = properties;
    if ((AliasTarget === undefined) === (ResourceRecords === undefined)) {
      const property = AliasTarget === undefined ? 'ResourceRecords' : 'AliasTarget';
      yield { property, message: 'a record has either ResourceRecords or an AliasTarget; leave one of them' };
    }
    if ((AliasTarget === undefined) === (TTL === undefined)) {
      const message =
        AliasTarget === undefined ? 'values without a TTL; add it' : 'an alias has the TTL of its target; take it out';
      yield { property: 'TTL', message };
    }
    if (Type === 'CNAME' && Array.isArray(ResourceRecords) && ResourceRecords.length !== 1) {
      yield { property: 'ResourceRecords', message: `a CNAME has one value, got ${ResourceRecords.length}; leave one` };
    }
    const policies = ['Weight', 'Failover'].filter((name) => properties[name] !== undefined);
    if (policies.length > 1) {
      yield {
        property: 'Failover',
        message: 'a weight and a failover; a record has one routing policy: leave one of them',
      };
    }
    if (policies.length > 0 === (SetIdentifier !== undefined)) return;
    const message = 'a SetIdentifier goes with a routing policy, and a policy with it; add or remove it';
    yield { property: 'SetIdentifier', message };
  },
});
