import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import { dnsName } from '../../../record-set.ts';
import type { Rule } from '../../rule.ts';

/** Records of one name: one routing policy, and nothing beside a CNAME, which is never at the top of a zone. */
export const recordConflict: Rule = {
  name: 'record-conflict',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html',
  *check(templates) {
    const zones = templates
      .ofType('AWS::Route53::HostedZone')
      .map(({ properties }) => dnsName(String(properties['Name'])));
    const byName = new Map<string, ResolvedResource[]>();
    for (const record of templates.ofType('AWS::Route53::RecordSet')) {
      const name = dnsName(String(record.properties['Name']));
      byName.set(name, [...(byName.get(name) ?? []), record]);
      if (record.properties['Type'] === 'CNAME' && zones.includes(name)) {
        yield { at: record, property: 'Type', message: `a CNAME at the top of zone ${name}; use an alias` };
      }
    }
    for (const [name, records] of byName) {
      for (const record of records) {
        const { Type } = record.properties;
        const others = records.filter((other) => other !== record);
        if (Type === 'CNAME' && others.some((other) => other.properties['Type'] !== 'CNAME')) {
          yield { at: record, property: 'Type', message: `${name} has records beside its CNAME; leave one type` };
        }
        const same = others.filter((other) => other.properties['Type'] === Type);
        if (same.every((other) => policyOf(other) === policyOf(record))) continue;
        const message = `the ${String(Type)} records of ${name} have different routing policies; give all the same`;
        yield { at: record, property: policyOf(record) === 'simple' ? 'SetIdentifier' : policyOf(record), message };
      }
    }
  },
};

function policyOf({ properties }: ResolvedResource): string {
  return ['Weight', 'Failover', 'GeoLocation', 'Region'].find((name) => properties[name] !== undefined) ?? 'simple';
}
