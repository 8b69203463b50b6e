import { resourceRule } from '../../rule.ts';

interface Config {
  readonly Type?: unknown;
  readonly ChildHealthChecks?: readonly unknown[];
  readonly HealthThreshold?: unknown;
  readonly AlarmIdentifier?: { readonly Name?: unknown; readonly Region?: unknown };
  readonly FullyQualifiedDomainName?: unknown;
  readonly IPAddress?: unknown;
}

/** Health checks of nothing: no address, children or alarms that are in no template. */
export const healthCheckOfNothing = resourceRule('health-check-of-nothing', {
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  types: ['AWS::Route53::HealthCheck'],
  *check({ properties }, templates) {
    const {
      Type,
      ChildHealthChecks: children = [],
      HealthThreshold,
      AlarmIdentifier,
      ...config
    } = (properties['HealthCheckConfig'] ?? {}) as Config;
    if (Type === 'CALCULATED') {
      const checks = templates.ofType('AWS::Route53::HealthCheck').map(({ physicalId }) => physicalId);
      const missing = children.filter((id) => !checks.includes(String(id)));
      const property = 'HealthCheckConfig.ChildHealthChecks';
      if (children.length === 0) yield { property, message: 'a calculated check without children; name them' };
      if (missing.length > 0)
        yield { property, message: `no template has the checks ${missing.join(', ')}; name those that are there` };
    } else if (Type === 'CLOUDWATCH_METRIC') {
      const alarm = templates
        .ofType('AWS::CloudWatch::Alarm')
        .find(({ physicalId, region }) => physicalId === AlarmIdentifier?.Name && region === AlarmIdentifier.Region);
      if (alarm !== undefined) return;
      const message = `no template has the alarm ${String(AlarmIdentifier?.Name)} in ${String(AlarmIdentifier?.Region)}; name one that is there`;
      yield { property: 'HealthCheckConfig.AlarmIdentifier', message };
    } else if (config.FullyQualifiedDomainName === undefined && config.IPAddress === undefined) {
      const property = 'HealthCheckConfig.FullyQualifiedDomainName';
      yield { property, message: 'neither a name nor an address to check; add one' };
    }
  },
});
