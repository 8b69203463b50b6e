import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import { dnsName } from '../../../record-set.ts';
import { resourceRule } from '../../rule.ts';
import type { Templates } from '../../templates.ts';

/** Records in no zone of the templates, or with a name outside of theirs, or with a health check that is not there. */
export const recordOfNothing = resourceRule('record-of-nothing', {
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html',
  types: ['AWS::Route53::RecordSet'],
  *check({ properties: { HostedZoneId, HostedZoneName, HealthCheckId, Name } }, templates) {
    const zones = templates.ofType('AWS::Route53::HostedZone');
    const property = HostedZoneId === undefined ? 'HostedZoneName' : 'HostedZoneId';
    const given = String(HostedZoneId ?? HostedZoneName);
    const zone = zones.find((each) => each.physicalId === given || nameOf(each) === dnsName(given));
    const name = dnsName(String(Name));
    if (zone === undefined) yield { property, message: `no template has the zone ${given}; name one that is there` };
    else if (name !== nameOf(zone) && !name.endsWith(`.${nameOf(zone)}`)) {
      yield { property: 'Name', message: `${name} is not in zone ${nameOf(zone)}; correct one of them` };
    }
    if (HealthCheckId === undefined || hasCheck(String(HealthCheckId), templates)) return;
    yield {
      property: 'HealthCheckId',
      message: `no template has the health check ${String(HealthCheckId)}; name one that is there`,
    };
  },
});

function nameOf({ properties }: ResolvedResource): string {
  return dnsName(String(properties['Name']));
}

function hasCheck(id: string, templates: Templates): boolean {
  return templates.ofType('AWS::Route53::HealthCheck').some(({ physicalId }) => physicalId === id);
}
