import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { EndpointSource, HealthCheck } from '../../definitions/health-check.ts';
import type { HealthCheckStatus, TakenOverFigure } from '../../protocol/local-cloud.ts';
import { type EndpointState, isHealthy, newEndpoint, observe } from './health-state.ts';

/**
 * Pause between the first checks, until each has found what it says, in milliseconds: nobody starts a cloud to watch its
 * health checks settle, which takes half a minute on AWS.
 */
const settlingMs = 20;
/** Longest wait for the first checks to settle, in milliseconds. */
const settledMsMax = 15_000;

/** Route 53 waits 2 s for the status line after it has connected. */
const answerMsMax = 2000;

/** A check that became healthy or unhealthy. */
export interface HealthChange {
  /** What the check looks at, for people. */
  readonly target: string;
  readonly healthy: boolean;
}

export interface HealthCheckerOptions {
  readonly checks: readonly HealthCheck[];
  /** Time between two checks, in place of the templates' intervals. */
  readonly intervalMs: number;
  /** Where the endpoint's name leads, by records without regard to health; undefined when it leads nowhere. */
  readonly addressOf: (host: string) => string | undefined;
  /** Port of all front doors. */
  readonly port: number;
  /** Hears of each change of a check's status. */
  readonly onChange: (change: HealthChange) => void;
}

/**
 * Carries out the health checks: GET requests to the regions' front doors, over no link, because Route 53's checkers sit
 * outside of every region.
 */
export class HealthChecker {
  readonly #options: HealthCheckerOptions;
  readonly #checks: ReadonlyMap<string, HealthCheck>;
  readonly #endpoints = new Map<string, EndpointState>();
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
    return isHealthy(id, this.#checks, this.#endpoints);
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

  /** What the templates say and what is used here. */
  takenOver(): readonly TakenOverFigure[] {
    const endpoints = [...this.#checks.values()].map(({ source }) => source).filter((it) => it.kind === 'endpoint');
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
    ];
  }

  /** Checks at once and again until the answer agrees with the status; then at the interval, for ever. */
  async #settle(check: HealthCheck): Promise<void> {
    const { source } = check;
    if (source.kind !== 'endpoint') return;
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

  #schedule(check: HealthCheck, source: EndpointSource, startedMs: number): void {
    if (this.#isStopped) return;
    const waitMs = Math.max(0, this.#options.intervalMs - (performance.now() - startedMs));
    const timer = setTimeout(async () => {
      const againMs = performance.now();
      await this.#check(check, source);
      this.#schedule(check, source, againMs);
    }, waitMs);
    this.#timers.set(check.id, timer);
  }

  /** Carries out one check; tells whether the answer agrees with the status that it led to. */
  async #check(check: HealthCheck, source: EndpointSource): Promise<boolean> {
    const answer = await this.#ask(source);
    if (this.#isStopped) return true;
    this.#lastAnswers.set(check.id, { text: answer.text, at: new Date() });
    const before = this.#healths();
    const state = observe(this.#endpoints.get(check.id) ?? newEndpoint, answer.passed, source.failureThreshold);
    this.#endpoints.set(check.id, state);
    for (const [id, healthy] of this.#healths()) {
      const changed = this.#checks.get(id);
      if (changed !== undefined && before.get(id) !== healthy) {
        this.#options.onChange({ target: targetOf(changed, this.#checks), healthy });
      }
    }
    return answer.passed === state.isPassing;
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

/** What a check looks at, for people. */
export function targetOf({ source, isInverted }: HealthCheck, checks: ReadonlyMap<string, HealthCheck>): string {
  const children = source.kind === 'endpoint' ? [] : source.children.flatMap((child) => checks.get(child) ?? []);
  const text =
    source.kind === 'endpoint'
      ? `${source.scheme}://${source.host}${source.path}`
      : `${source.healthyMin} of (${children.map((child) => targetOf(child, checks)).join(', ')})`;
  return isInverted ? `not ${text}` : text;
}
