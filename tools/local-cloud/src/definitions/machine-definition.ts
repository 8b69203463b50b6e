import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';
import { functionNameOf } from './function-definition.ts';

/** A state machine as deployed. */
export interface MachineDefinition {
  readonly arn: string;
  readonly name: string;
  /** The Amazon States Language definition. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** Function that each Task calls, by the state's name: names are unique in a machine, branches included. */
  readonly tasks: Readonly<Record<string, string>>;
}

const Properties = z.object({
  StateMachineType: z.literal('STANDARD', 'express state machines are not simulated').default('STANDARD'),
});

interface State {
  readonly Type?: unknown;
  readonly Resource?: unknown;
  readonly QueryLanguage?: unknown;
  readonly Branches?: readonly States[];
  readonly Iterator?: States;
  readonly ItemProcessor?: States;
}
interface States {
  readonly QueryLanguage?: unknown;
  readonly States?: Readonly<Record<string, State>>;
}

/**
 * Reads a state machine's resource.
 *
 * @throws Error for JSONata, which the interpreter gets silently wrong, and for tasks other than functions by ARN
 */
export function machineDefinition(resource: ResolvedResource): MachineDefinition {
  Properties.parse(resource.properties);
  const definition = JSON.parse(machineText(resource)) as States & Readonly<Record<string, unknown>>;
  const arn = resource.physicalId;
  return {
    arn,
    name: arn.slice(arn.lastIndexOf(':') + 1),
    definition,
    tasks: Object.fromEntries(tasksOf(definition)),
  };
}

/** The definition of a state machine as text, its substitutions made; whether it is one is not looked at. */
export function machineText({ properties }: Pick<ResolvedResource, 'properties'>): string {
  const { DefinitionString, Definition = {}, DefinitionSubstitutions } = properties;
  const text = typeof DefinitionString === 'string' ? DefinitionString : JSON.stringify(Definition);
  const values = new Map(Object.entries(DefinitionSubstitutions ?? {}));
  return text.replaceAll(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) => String(values.get(name) ?? whole));
}

function tasksOf(machine: States): readonly (readonly [string, string])[] {
  assertJsonPath(machine, 'the state machine');
  return Object.entries(machine.States ?? {}).flatMap(([name, state]) => {
    assertJsonPath(state, `state ${name}`);
    const below = [...(state.Branches ?? []), state.Iterator, state.ItemProcessor].flatMap((inner) =>
      inner === undefined ? [] : tasksOf(inner),
    );
    return state.Type === 'Task' ? [...below, [name, functionOf(name, state.Resource)] as const] : below;
  });
}

function assertJsonPath({ QueryLanguage }: { readonly QueryLanguage?: unknown }, where: string): void {
  if (QueryLanguage === undefined || QueryLanguage === 'JSONPath') return;
  throw new Error(`${where} is written in ${String(QueryLanguage)}; only JSONPath is simulated`);
}

function functionOf(state: string, resource: unknown): string {
  if (typeof resource === 'string' && /^arn:aws:lambda:[^:]+:\d+:function:/.test(resource))
    return functionNameOf(resource);
  throw new Error(
    `task ${state} calls ${String(resource)}; only functions by their ARN are simulated (payloadResponseOnly)`,
  );
}
