import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { AlarmSource, EndpointSource, HealthCheck } from '../../definitions/health-check.ts';
import type { HealthCheckStatus, TakenOverFigure } from '../../protocol/local-cloud.ts';
import type { AlarmState } from '../cloudwatch/alarm-state.ts';
import { type CheckState, isHealthy, newCheck, observe, observeAlarm } from './health-state.ts';

/**
 * Pause between the first checks, until each has settled, in milliseconds: nobody starts a cloud to watch its
 * health checks settle, which takes half a minute on AWS.
 */
const settlingMs = 20;
/** Longest wait for the first checks to settle, in milliseconds. */
const settledMsMax = 15_000;

/** Route 53 waits 2 s for the status line after it has connected. */
const answerMsMax = 2000;

/** A check that became healthy or unhealthy. */
export interface HealthChange {
  /** The checked endpoint, alarm or children, for people. */
  readonly target: string;
  readonly healthy: boolean;
}

/** Sources that are asked; a calculated check only counts others. */
type LookedAt = EndpointSource | AlarmSource;

/** The outcome of one look. */
interface Seen {
  readonly state: CheckState;
  /** The answer, for people. */
  readonly text: string;
  /** Whether the answer agrees with the status that it led to. */
  readonly isSettled: boolean;
}

export interface HealthCheckerOptions {
  readonly checks: readonly HealthCheck[];
  /** Time between two checks, in place of the templates' intervals. */
  readonly intervalMs: number;
  /** Where the endpoint's name leads, by records without regard to health; undefined when it leads nowhere. */
  readonly addressOf: (host: string) => string | undefined;
  /** Port of all front doors. */
  readonly port: number;
  /** State of an alarm; undefined when its region does not answer. */
  readonly alarmState: (alarm: AlarmSource) => Promise<AlarmState | undefined>;
  /** Factor of the periods of alarms. */
  readonly alarmPeriodScale: number;
  /** Called at each change of a check's status. */
  readonly onChange: (change: HealthChange) => void;
}

/**
 * Carries out the health checks: GET requests to the regions' front doors, over no link, because Route 53's checkers sit
 * outside of every region.
 */
export class HealthChecker {
  readonly #options: HealthCheckerOptions;
  readonly #checks: ReadonlyMap<string, HealthCheck>;
  readonly #states = new Map<string, CheckState>();
  readonly #lastAnswers = new Map<string, { readonly text: string; readonly at: Date }>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #isStopped = false;

  constructor(options: HealthCheckerOptions) {
    this.#options = options;
    this.#checks = new Map(options.checks.map((check) => [check.id, check]));
  }

  /** Starts checking; resolves when each check has settled: its last answer agrees with its status. */
  async start(): Promise<void> {
    const { promise: tooLate, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, settledMsMax);
    await Promise.race([tooLate, Promise.all([...this.#checks.values()].map((check) => this.#settle(check)))]);
    clearTimeout(timer);
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  isHealthy(id: string): boolean {
    return isHealthy(id, this.#checks, this.#states);
  }

  statuses(): readonly HealthCheckStatus[] {
    return [...this.#checks.values()].map((check) => {
      const last = this.#lastAnswers.get(check.id);
      return {
        id: check.id,
        target: targetOf(check, this.#checks),
        healthy: this.isHealthy(check.id),
        ...(last === undefined ? {} : { lastAnswer: last.text, lastCheckedAt: last.at.toISOString() }),
      };
    });
  }

  /** Figures of the templates, with the value used here. */
  takenOver(): readonly TakenOverFigure[] {
    const endpoints = [...this.#checks.values()].map(({ source }) => source).filter((it) => it.kind === 'endpoint');
    const hasAlarm = [...this.#checks.values()].some(({ source }) => source.kind === 'alarm');
    const [first] = endpoints;
    if (first === undefined) return [];
    return [
      {
        name: 'health check interval',
        template: first.intervalSeconds * 1000,
        used: this.#options.intervalMs,
        unit: 'ms',
      },
      {
        name: 'health check failure threshold',
        template: first.failureThreshold,
        used: first.failureThreshold,
        unit: 'checks',
      },
      ...(hasAlarm
        ? [{ name: 'alarm period, factor', template: 1, used: this.#options.alarmPeriodScale, unit: 'times' } as const]
        : []),
    ];
  }

  /** Checks at once and again until the answer agrees with the status; then at the interval, for ever. */
  async #settle(check: HealthCheck): Promise<void> {
    const { source } = check;
    if (source.kind === 'calculated') return;
    while (!this.#isStopped) {
      const startedMs = performance.now();
      const isSettled = await this.#check(check, source);
      if (isSettled) {
        this.#schedule(check, source, startedMs);
        return;
      }
      await pause(settlingMs);
    }
  }

  #schedule(check: HealthCheck, source: LookedAt, startedMs: number): void {
    if (this.#isStopped) return;
    const waitMs = Math.max(0, this.#options.intervalMs - (performance.now() - startedMs));
    const timer = setTimeout(async () => {
      const againMs = performance.now();
      await this.#check(check, source);
      this.#schedule(check, source, againMs);
    }, waitMs);
    this.#timers.set(check.id, timer);
  }

  /** Carries out one check; returns whether the answer agrees with the status that it led to. */
  async #check(check: HealthCheck, source: LookedAt): Promise<boolean> {
    const before = this.#states.get(check.id) ?? newCheck;
    const seen = source.kind === 'endpoint' ? await this.#lookAt(source, before) : await this.#lookUp(source, before);
    if (this.#isStopped) return true;
    this.#lastAnswers.set(check.id, { text: seen.text, at: new Date() });
    if (seen.state.isPassing !== before.isPassing) this.#change(check.id, seen.state);
    else this.#states.set(check.id, seen.state);
    return seen.isSettled;
  }

  async #lookAt(source: EndpointSource, before: CheckState): Promise<Seen> {
    const { passed, text } = await this.#ask(source);
    const state = observe(before, passed, source.failureThreshold);
    return { state, text, isSettled: passed === state.isPassing };
  }

  async #lookUp(source: AlarmSource, before: CheckState): Promise<Seen> {
    const alarm = await this.#options.alarmState(source);
    const state = observeAlarm(before, alarm, source.whenInsufficientData);
    return { state, text: alarm ?? 'no answer from CloudWatch', isSettled: true };
  }

  #change(id: string, state: CheckState): void {
    const before = this.#healths();
    this.#states.set(id, state);
    for (const [changedId, healthy] of this.#healths()) {
      const changed = this.#checks.get(changedId);
      if (changed !== undefined && before.get(changedId) !== healthy) {
        this.#options.onChange({ target: targetOf(changed, this.#checks), healthy });
      }
    }
  }

  #healths(): ReadonlyMap<string, boolean> {
    return new Map([...this.#checks.keys()].map((id) => [id, this.isHealthy(id)]));
  }

  #ask({ host, path }: EndpointSource): Promise<{ readonly passed: boolean; readonly text: string }> {
    const address = this.#options.addressOf(host);
    if (address === undefined) return Promise.resolve({ passed: false, text: `${host} leads nowhere` });
    return new Promise((resolve) => {
      const asked = request(
        {
          host: address,
          port: this.#options.port,
          path,
          headers: { host, 'user-agent': 'Amazon-Route53-Health-Check-Service' },
          agent: false,
          timeout: answerMsMax,
        },
        (answer) => {
          const status = answer.statusCode ?? 0;
          answer.destroy();
          resolve({ passed: status >= 200 && status < 400, text: `HTTP ${status}` });
        },
      );
      asked.on('timeout', () => asked.destroy(new Error(`no answer within ${answerMsMax} ms`)));
      asked.on('error', (error) => resolve({ passed: false, text: error.message }));
      asked.end();
    });
  }
}

/** The endpoint, alarm or children of a check, for people. */
export function targetOf({ source, isInverted }: HealthCheck, checks: ReadonlyMap<string, HealthCheck>): string {
  const text = sourceText(source, checks);
  return isInverted ? `not ${text}` : text;
}

function sourceText(source: HealthCheck['source'], checks: ReadonlyMap<string, HealthCheck>): string {
  switch (source.kind) {
    case 'endpoint':
      return `${source.scheme}://${source.host}${source.path}`;
    case 'alarm':
      return `alarm ${source.name} of ${source.region}`;
    case 'calculated': {
      const children = source.children.flatMap((child) => checks.get(child) ?? []);
      return `${source.healthyMin} of (${children.map((child) => targetOf(child, checks)).join(', ')})`;
    }
  }
}
