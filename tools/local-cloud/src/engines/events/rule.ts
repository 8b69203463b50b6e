import { z } from 'zod';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import { type EventPattern, eventPattern } from './event-pattern.ts';
import { scheduleEveryMs } from './schedule.ts';

/** Where a rule sends its events. */
export interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  /** Constant JSON text sent in place of the event. */
  readonly input: string | undefined;
  readonly deadLetterQueueArn: string | undefined;
  readonly eventAgeMsMax: number;
  readonly attemptsMax: number;
}

/** Trigger of a rule: events that match, or time. */
export type RuleTrigger =
  | { readonly on: 'event'; readonly bus: string; readonly matches: EventPattern }
  | { readonly on: 'schedule'; readonly everyMs: number };

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  /** Trigger as the template has it, for those who list rules. */
  readonly declared: { readonly ScheduleExpression?: string; readonly EventPattern?: string };
  readonly trigger: RuleTrigger;
  readonly targets: readonly RuleTarget[];
}

/**
 * AWS' bounds of a target's retries. Its 185 attempts of a day are not counted unless the template sets them: pauses are
 * shorter here, and the attempts would be used up in minutes.
 */
const RetryPolicy = z.strictObject({
  MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(86_400).default(86_400),
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(185).optional(),
});

/** Strict: `InputTransformer`, `InputPath`, ECS and other parameters are refused by name. */
const Target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  // Calls of services for each other are not checked against a role; calls of functions are.
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  RetryPolicy: RetryPolicy.prefault({}),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
});

const RuleProperties = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(Target).max(5, 'a rule has at most five targets').default([]),
});

/** Reads a rule's resource; its physical id is `<bus>|<rule>`, or the name alone on the default bus. */
export function ruleOf(resource: ResolvedResource, account: string): Rule {
  const properties = RuleProperties.parse(resource.properties);
  return {
    name: resource.physicalId,
    arn: `arn:aws:events:${resource.region}:${account}:rule/${resource.physicalId.replace('|', '/')}`,
    enabled: properties.State === 'ENABLED',
    declared: declaredTrigger(properties),
    trigger: triggerOf(properties),
    targets: properties.Targets.map((target) => ({
      id: target.Id,
      arn: target.Arn,
      input: target.Input,
      deadLetterQueueArn: target.DeadLetterConfig?.Arn,
      eventAgeMsMax: target.RetryPolicy.MaximumEventAgeInSeconds * 1000,
      attemptsMax: (target.RetryPolicy.MaximumRetryAttempts ?? Number.POSITIVE_INFINITY) + 1,
    })),
  };
}

function declaredTrigger({ ScheduleExpression, EventPattern }: z.infer<typeof RuleProperties>): Rule['declared'] {
  if (ScheduleExpression !== undefined) return { ScheduleExpression };
  return { EventPattern: typeof EventPattern === 'string' ? EventPattern : JSON.stringify(EventPattern) };
}

function triggerOf({ EventPattern, ScheduleExpression, EventBusName }: z.infer<typeof RuleProperties>): RuleTrigger {
  if (ScheduleExpression !== undefined) return { on: 'schedule', everyMs: scheduleEveryMs(ScheduleExpression) };
  return { on: 'event', bus: busNameOf(EventBusName), matches: eventPattern(EventPattern) };
}

/** A rule as it is listed. */
export function listedRule({ name, arn, enabled, declared, trigger }: Rule) {
  return {
    Name: name.slice(name.indexOf('|') + 1),
    Arn: arn,
    State: enabled ? 'ENABLED' : 'DISABLED',
    EventBusName: trigger.on === 'event' ? trigger.bus : 'default',
    ...declared,
  };
}

/** The name in a bus' ARN; a bare name comes back as it is. */
export function busNameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn.slice(nameOrArn.indexOf('event-bus/') + 'event-bus/'.length)
    : nameOrArn;
}
