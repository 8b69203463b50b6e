import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerJson, type JsonActions, jsonAction } from '../../protocol/aws/json-actions.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { LocalHook, RegionContext, ServiceModule } from '../service-module.ts';
import { type BusEvent, busEvent } from './bus-event.ts';
import { EventRecord } from './event-record.ts';
import { entriesBytesMax, entryBytes, entryRefusal, type PutEventsEntry, PutEventsInput } from './put-events.ts';
import { busNameOf, listedRule, type Rule, ruleOf } from './rule.ts';
import { TargetDelivery } from './target-delivery.ts';
import { type TargetServices, targetSender } from './target-sender.ts';

/** A rule with its targets connected. */
interface ConnectedRule {
  readonly rule: Rule;
  readonly deliveries: readonly TargetDelivery[];
  /** Fires a schedule; undefined before it begins. */
  timer?: NodeJS.Timeout;
}

const ForwardedEvent = z.object({
  bus: z.string(),
  from: z.string(),
  event: z.custom<BusEvent>((value) => value instanceof Object),
});

/** Services of the region that rules lead to; the module makes the part about buses itself. */
export type EventTargets = Pick<TargetServices, 'invokeLater' | 'startExecution'>;

/** Longest rate of a schedule that fires when its region starts, in milliseconds: the loops of the product. */
const firesAtOnceMs = 60_000;

/** The event buses of a region: rules, schedules, targets, and the way to the peers' buses. */
export class EventsModule implements ServiceModule {
  readonly service = 'events';
  readonly resourceTypes = ['AWS::Events::EventBus', 'AWS::Events::Rule'];
  readonly changeable = ['AWS::Events::Rule'];
  readonly hooks: Readonly<Record<string, LocalHook>> = {
    'forwarded-event': async (body) => this.#acceptForwarded(body),
  };
  readonly #context: RegionContext;
  readonly #targets: EventTargets;
  readonly #record: EventRecord;
  readonly #buses = new Set(['default']);
  /** By ARN. */
  readonly #rules = new Map<string, ConnectedRule>();
  readonly #actions: JsonActions = {
    PutEvents: jsonAction(PutEventsInput, ({ Entries }) => this.#putEntries(Entries)),

    ListRules: jsonAction(
      z.strictObject({ EventBusName: z.string().default('default'), NamePrefix: z.string().default('') }),
      ({ EventBusName, NamePrefix }) => {
        const bus = busNameOf(EventBusName);
        if (!this.#buses.has(bus)) {
          throw new AwsError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
        }
        const rules = [...this.#rules.values()].map(({ rule }) => listedRule(rule));
        return { Rules: rules.filter((rule) => rule.EventBusName === bus && rule.Name.startsWith(NamePrefix)) };
      },
    ),
  };

  constructor(context: RegionContext, targets: EventTargets) {
    this.#context = context;
    this.#targets = targets;
    this.#record = new EventRecord(context.start.eventsFile);
  }

  async deploy(resource: ResolvedResource): Promise<void> {
    if (resource.type === 'AWS::Events::EventBus') {
      this.#buses.add(resource.physicalId);
      return;
    }
    const rule = ruleOf(resource, this.#context.model.account);
    const { trigger } = rule;
    if (trigger.on === 'event' && !this.#buses.has(trigger.bus)) {
      throw new AwsError('ResourceNotFoundException', `rule ${rule.name}: Event bus ${trigger.bus} does not exist.`);
    }
    this.#disconnect(rule.arn);
    this.#rules.set(rule.arn, { rule, deliveries: this.#connect(rule) });
  }

  async remove(resource: ResolvedResource): Promise<void> {
    this.#disconnect(ruleOf(resource, this.#context.model.account).arn);
  }

  /**
   * Begins the schedules. On AWS each fires one period after its rule was made; nobody waits a minute here before a region works.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html
   */
  async start(): Promise<void> {
    for (const connected of this.#rules.values()) {
      const { rule, deliveries } = connected;
      const { trigger } = rule;
      if (trigger.on !== 'schedule' || !rule.enabled || connected.timer !== undefined) continue;
      const fire = () => {
        const event = this.#event({
          source: 'aws.events',
          'detail-type': 'Scheduled Event',
          detail: {},
          resources: [rule.arn],
        });
        for (const delivery of deliveries) delivery.accept(event);
      };
      if (trigger.everyMs <= firesAtOnceMs) fire();
      connected.timer = setInterval(fire, trigger.everyMs);
    }
  }

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerJson(this.#actions, request);
  }

  /** Puts an event of an AWS service on a bus. */
  putServiceEvent(
    busArn: string,
    { source, detailType, detail }: { readonly source: string; readonly detailType: string; readonly detail: object },
  ): void {
    const bus = busNameOf(busArn);
    if (!this.#buses.has(bus)) return;
    this.#accept(bus, this.#event({ source, 'detail-type': detailType, detail }));
  }

  async stop(): Promise<void> {
    for (const { deliveries, timer } of this.#rules.values()) {
      clearInterval(timer);
      for (const delivery of deliveries) delivery.stop();
    }
  }

  #putEntries(entries: readonly PutEventsEntry[]) {
    const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
    if (bytes > entriesBytesMax) {
      throw new AwsError(
        'ValidationException',
        `Total size of the entries in the request is over the limit: ${bytes} of ${entriesBytesMax} bytes`,
      );
    }
    const answers = entries.map((entry) => this.#putEntry(entry));
    return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers };
  }

  #putEntry(entry: PutEventsEntry) {
    const refusal = entryRefusal(entry);
    if (refusal !== undefined) return refusal;
    const bus = busNameOf(entry.EventBusName);
    if (!this.#buses.has(bus)) {
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${bus} does not exist.` } as const;
    }
    const event = this.#event({
      source: entry.Source ?? '',
      'detail-type': entry.DetailType ?? '',
      detail: JSON.parse(entry.Detail ?? '{}'),
      resources: entry.Resources,
      ...(entry.Time === undefined ? {} : { time: new Date(entry.Time * 1000) }),
    });
    this.#accept(bus, event);
    return { EventId: event.id };
  }

  #event(of: Omit<Parameters<typeof busEvent>[0], 'account' | 'region'>): BusEvent {
    const { account, region } = this.#context.model;
    return busEvent({ ...of, account, region });
  }

  #acceptForwarded(body: unknown): void {
    const { bus, from, event } = ForwardedEvent.parse(body);
    if (!this.#buses.has(bus)) throw new Error(`Event bus ${bus} does not exist in ${this.#context.model.region}`);
    this.#accept(bus, event, from);
  }

  #accept(bus: string, event: BusEvent, forwardedFrom?: string): void {
    this.#record.append({
      at: new Date().toISOString(),
      bus,
      source: event.source,
      detailType: event['detail-type'],
      detail: event.detail,
      ...(forwardedFrom === undefined ? {} : { forwardedFrom }),
    });
    for (const { rule, deliveries } of this.#rules.values()) {
      const { trigger } = rule;
      if (!rule.enabled || trigger.on !== 'event' || trigger.bus !== bus || !trigger.matches(event)) continue;
      for (const delivery of deliveries) delivery.accept(event);
    }
  }

  /** Events that the rule has matched are delivered all the same. */
  #disconnect(ruleArn: string): void {
    clearInterval(this.#rules.get(ruleArn)?.timer);
    this.#rules.delete(ruleArn);
  }

  #connect(rule: Rule): readonly TargetDelivery[] {
    const services: TargetServices = {
      ...this.#targets,
      acceptEvent: (bus, event) => this.#accept(bus, event),
      forwardEvent: (region, bus, event) => this.#forward(region, bus, event),
    };
    return rule.targets.map(
      (target) =>
        new TargetDelivery({
          target,
          send: targetSender(target.arn, { context: this.#context, services }),
          giveUp: (queueArn, payload) => this.#context.sendMessage(queueArn, payload),
          log: this.#context.log,
        }),
    );
  }

  async #forward(region: string, bus: string, event: BusEvent): Promise<void> {
    const from = this.#context.model.region;
    const { status, body } = await this.#context.forward(region, {
      service: 'events',
      region,
      method: 'POST',
      path: '/_local/forwarded-event',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ bus, from, event })),
      caller: `events.${from}`,
    });
    if (status !== 200) throw new Error(`the bus of ${region} answered ${status}: ${String(body)}`);
  }
}
