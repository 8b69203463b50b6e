import {
  type AlarmDefinition,
  type EventQueue,
  type ServiceApi,
  type ServiceFunction,
  sumOfFunctions,
} from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

const period = Duration.minutes(1);

/** Seconds that the slowest of 100 requests may take: one that sends a webhook waits up to 5 s for the receiver. */
const latencySecondsMax = 10;

/** Seconds that the oldest event may wait: all five tries of one that fails take 450 s, and end as a dead letter. */
const queueAgeSecondsMax = 600;

/** Seconds by which a webhook's next attempt may be late; the loops of one worker and the next overlap. */
const laneDelaySecondsMax = 120;

/** Messages to people that SES or SNS may refuse in five minutes: one person's number that is wrong is refused ten times in three days. */
const channelFailuresMax = 20;

/** Part of mails that may bounce: SES puts an account under review at 5 %, https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html */
const bounceRateMax = 0.03;

/** Part of mails that people may complain about: SES puts an account under review at 0.1 %. */
const complaintRateMax = 0.0008;

/**
 * Alarms of the service.
 *
 * @param functions those that no request calls: what fails behind the API is counted as its 5xx answers
 */
export function notificationsAlarms({
  functions,
  api,
  queues,
}: {
  readonly functions: readonly ServiceFunction[];
  readonly api: ServiceApi;
  readonly queues: readonly [own: EventQueue, peer: EventQueue];
}): readonly AlarmDefinition[] {
  const [outcomes, peer] = queues;
  return [
    {
      name: 'notifications-function-errors',
      description:
        'Functions that send webhooks or take over those of the other region crash or time out: webhooks are late.',
      metric: sumOfFunctions({ counts: ['errors'], functions, label: 'notifications functions', period }),
      threshold: 0,
    },
    {
      name: 'notifications-function-throttles',
      description: 'Lambda has no copies left for functions of notifications: webhooks are late.',
      metric: sumOfFunctions({ counts: ['throttles'], functions, label: 'notifications functions', period }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'notifications-api-5xx',
      description: 'More than 5 of 100 requests for endpoints or deliveries are answered 5xx, for three minutes.',
      metric: api.metricServerError({ period, statistic: Stats.AVERAGE }),
      threshold: 0.05,
      periods: 3,
    },
    {
      name: 'notifications-api-latency',
      description: `One of 100 requests takes more than ${latencySecondsMax} s, which is more than a receiver may take, for three minutes.`,
      metric: api.metricLatency({ period, statistic: Stats.p(99) }),
      threshold: latencySecondsMax * 1_000,
      periods: 3,
      ignoresFewSamples: true,
    },
    {
      name: 'notifications-queue-age',
      description: `Webhooks about payments are more than ${queueAgeSecondsMax} s late.`,
      metric: outcomes.queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
      threshold: queueAgeSecondsMax,
    },
    {
      name: 'notifications-dead-letters',
      description: 'An event was given up: it could not be handed to the endpoints of its merchant.',
      metric: outcomes.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
      threshold: 0,
    },
    {
      name: 'notifications-lane-delay',
      description: `Webhooks that wait for their next attempt are sent more than ${laneDelaySecondsMax} s late, for five minutes.`,
      metric: new Metric({
        namespace: 'Redoubt',
        metricName: 'LaneDelay',
        dimensionsMap: { service: 'notifications' },
        period,
        statistic: Stats.MAXIMUM,
      }),
      threshold: laneDelaySecondsMax,
      periods: 5,
    },
    {
      name: 'notifications-channel-failures',
      description: `SES or SNS refuses messages to people: more than ${channelFailuresMax} in five minutes.`,
      metric: new Metric({
        namespace: 'Redoubt',
        metricName: 'ChannelFailures',
        dimensionsMap: { service: 'notifications' },
        period: Duration.minutes(5),
        statistic: Stats.SUM,
      }),
      threshold: channelFailuresMax,
    },
    {
      name: 'notifications-mail-bounces',
      description: `More than ${bounceRateMax * 100} of 100 mails of this region bounce: at 5 SES puts the account under review.`,
      metric: reputation('Reputation.BounceRate'),
      threshold: bounceRateMax,
    },
    {
      name: 'notifications-mail-complaints',
      description: 'People complain about mails of this region: at 1 of 1,000 SES puts the account under review.',
      metric: reputation('Reputation.ComplaintRate'),
      threshold: complaintRateMax,
    },
    {
      name: 'notifications-peer-queue-age',
      description: `Events of the other region are kept here more than ${queueAgeSecondsMax} s late: a loss of that region may lose webhooks.`,
      metric: peer.queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
      threshold: queueAgeSecondsMax,
    },
    {
      name: 'notifications-peer-dead-letters',
      description:
        'An event of the other region was not kept here: if that region is lost now, its webhook may be lost.',
      metric: peer.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
      threshold: 0,
    },
  ];
}

/** A figure of the whole account in the region, which SES computes a few times an hour. */
function reputation(metricName: string): Metric {
  return new Metric({ namespace: 'AWS/SES', metricName, period: Duration.hours(1), statistic: Stats.MAXIMUM });
}
