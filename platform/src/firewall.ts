import { physicalName, type RegionalStack } from '@redoubt/cdk-kit';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

/**
 * Seconds over which an address's requests are counted: the shortest that AWS WAF knows
 * (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html).
 */
const windowSeconds = 60;

/**
 * Requests per second of one address: a fifth of the 10,000 that API Gateway lets through for all of them, and ten times what
 * a merchant may send, whose servers may share an address with others'.
 */
const perSecondMax = 2_000;

/**
 * Makes the region's firewall, which is asked before API Gateway's own limits: it refuses an address that sends too much, with
 * whatever keys or none. The gateway answers what is refused as it answers too many requests.
 */
export function firewall(stack: RegionalStack, id: string): CfnWebACL {
  const name = physicalName(stack.topology, 'firewall');
  const metrics = { sampledRequestsEnabled: false, cloudWatchMetricsEnabled: true };
  return new CfnWebACL(stack, id, {
    name,
    description: 'Refuses addresses that send too many requests',
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: { ...metrics, metricName: name },
    rules: [
      {
        name: 'requests-per-address',
        priority: 0,
        action: { block: {} },
        statement: {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            evaluationWindowSec: windowSeconds,
            limit: perSecondMax * windowSeconds,
          },
        },
        visibilityConfig: { ...metrics, metricName: 'requests-per-address' },
      },
    ],
  });
}
