import type { RegionContext } from '../service-module.ts';
import type { BusEvent } from './bus-event.ts';
import { busNameOf } from './rule.ts';

/** Targets of rules in other modules. */
export interface TargetServices {
  /** Queues a function's invocation that nobody waits for. */
  invokeLater(functionArn: string, payload: string): void;
  /** The name makes a repeated delivery start nothing twice. */
  startExecution(stateMachineArn: string, input: string, name: string): Promise<void>;
  /** Accepts an event on a bus of this region that another bus of it forwards. */
  acceptEvent(bus: string, event: BusEvent): void;
  /** Hands an event to a peer's bus over the link; rejects when the peer did not take it. */
  forwardEvent(region: string, bus: string, event: BusEvent): Promise<void>;
}

/** Hands one event to a target. */
export type TargetSender = (payload: string, event: BusEvent) => Promise<void>;

/**
 * Chooses how a target of this ARN is reached.
 *
 * @throws Error for a kind of target that is not simulated
 */
export function targetSender(
  arn: string,
  {
    context,
    services,
  }: { readonly context: Pick<RegionContext, 'model' | 'sendMessage'>; readonly services: TargetServices },
): TargetSender {
  const [, , service, region = '', , ...resource] = arn.split(':');
  if (service === 'events' && region !== context.model.region) {
    return (_, event) => services.forwardEvent(region, busNameOf(arn), event);
  }
  if (region !== context.model.region) {
    throw new Error(`rule target ${arn}: only a bus can be a target in another region`);
  }
  if (service === 'events') return async (_, event) => services.acceptEvent(busNameOf(arn), event);
  if (service === 'sqs') return (payload) => context.sendMessage(arn, payload);
  if (service === 'lambda') return async (payload) => services.invokeLater(arn, payload);
  if (service === 'states' && resource[0] === 'stateMachine')
    return (payload, event) => services.startExecution(arn, payload, event.id);
  throw new Error(`rule target ${arn} is not simulated; queues, functions, state machines and buses are`);
}
