import { setTimeout as pause } from 'node:timers/promises';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { Fault } from '../../protocol/fault.ts';
import { drawMs } from '../../protocol/seeded-random.ts';
import type { Surroundings } from '../iam/asked/asked-reader.ts';
import { askedBy } from '../iam/asked-by.ts';
import { type CalledThing, calledThings } from './called-things.ts';
import { FaultSet, type RegionFault } from './fault-set.ts';
import { textPattern } from './text-pattern.ts';
import { throttled } from './throttled.ts';

/** Callers that are parts of the cloud: replicas that copy to each other. */
const replication = 'replication';

type CallFault = Extract<Fault, { readonly kind: 'call' }>;

/** A fault with its patterns ready to be compared. */
interface PreparedFault extends Pick<CallFault, 'service' | 'operation' | 'effect' | 'rate'> {
  readonly key: RegExp | undefined;
  readonly resource: RegExp | undefined;
  readonly caller: RegExp | undefined;
}

/** Faults of SDK calls to one region. */
export class CallFaults {
  readonly #surroundings: () => Surroundings;
  readonly #faults = new FaultSet(prepared);

  /** @param surroundings now: deployments change them */
  constructor(surroundings: () => Surroundings) {
    this.#surroundings = surroundings;
  }

  set(faults: readonly RegionFault[]): void {
    this.#faults.set(faults);
  }

  /**
   * Carries a call out as the faults in force allow; without any at no cost.
   *
   * @throws AwsError of the first fault that fails the call
   */
  async around(request: AwsRequest, carryOut: () => Promise<AwsResponse>): Promise<AwsResponse> {
    const { active } = this.#faults;
    if (active.length === 0 || request.caller === replication) return await carryOut();
    const things = calledThings(request, askedBy(request, this.#surroundings()));
    let lost: AwsError | undefined;
    for (const { fault, random } of active) {
      if (!strikes(fault, things, request.caller) || random() >= fault.rate) continue;
      const { effect } = fault;
      if ('throttle' in effect) throw throttled(fault.service);
      if ('delayMs' in effect) await pause(drawMs(random, effect.delayMs));
      else if (effect.isCarriedOut) lost ??= injected(effect);
      else throw injected(effect);
    }
    const answer = await carryOut();
    if (lost !== undefined) throw lost;
    return answer;
  }
}

function prepared(fault: Fault): PreparedFault | undefined {
  if (fault.kind !== 'call') return undefined;
  const optional = (pattern: string | undefined) => (pattern === undefined ? undefined : textPattern(pattern));
  return {
    ...fault,
    key: optional(fault.keyPattern),
    resource: optional(fault.resourcePattern),
    caller: optional(fault.callerPattern),
  };
}

function strikes(
  { service, operation, key, resource, caller }: PreparedFault,
  things: readonly CalledThing[],
  callerName: string,
): boolean {
  return (
    (caller === undefined || caller.test(callerName)) &&
    things.some(
      (thing) =>
        thing.service === service &&
        (operation === undefined || operation === thing.operation) &&
        (resource === undefined || resource.test(thing.resource)) &&
        (key === undefined || thing.keys.some((text) => key.test(text))),
    )
  );
}

function injected({ error, status }: Extract<CallFault['effect'], { readonly error: string }>): AwsError {
  return new AwsError(error, 'a fault of the local cloud', status);
}
