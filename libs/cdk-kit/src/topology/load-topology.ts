import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import { Topology, type TopologyInput } from './topology.ts';

const folder = new URL('../../../../platform/topologies/', import.meta.url);

/** A topology that can't be deployed: its message says what was got, what is allowed and why. */
export class TopologyError extends Error {
  override readonly name = 'TopologyError';
}

/** The part of the environment that chooses and overrides a topology. */
export type TopologyEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the chosen topology (`default` without a choice) and validates it.
 *
 * `cdk -c topology=NAME -c environmentSuffix=SUFFIX` beats the variables `TOPOLOGY` and `ENVIRONMENT_SUFFIX`, which beat
 * the file; so one file serves many environments. `CDK_DEFAULT_ACCOUNT` names the account.
 *
 * @throws TopologyError naming every rule that the topology breaks, or the topologies there are when the name is unknown.
 */
export async function loadTopology(environment: TopologyEnvironment = process.env): Promise<Topology> {
  const context = contextOf(environment);
  const name = context['topology'] ?? environment['TOPOLOGY'] ?? 'default';
  const known = await topologyNames();
  if (!known.includes(name))
    throw new TopologyError(`topology must be one of ${known.join(', ')}, got ${JSON.stringify(name)}`);
  const file = (await import(new URL(`${name}.ts`, folder).href)) as { readonly topology: TopologyInput };
  const suffix = context['environmentSuffix'] ?? environment['ENVIRONMENT_SUFFIX'];
  const account = environment['CDK_DEFAULT_ACCOUNT'];
  return parseTopology(name, {
    ...file.topology,
    ...(suffix === undefined ? {} : { environmentSuffix: suffix }),
    ...(account === undefined ? {} : { account }),
  });
}

/** The CDK command line hands its `-c` options down in one variable. */
function contextOf(environment: TopologyEnvironment): Readonly<Record<string, string | undefined>> {
  return JSON.parse(environment['CDK_CONTEXT_JSON'] ?? '{}') as Record<string, string | undefined>;
}

/** Names of all topologies, sorted. */
export async function topologyNames(): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
}

/**
 * Validates a topology.
 *
 * @throws TopologyError naming every rule that it breaks
 */
export function parseTopology(name: string, input: TopologyInput): Topology {
  const parsed = Topology.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new TopologyError(`topology ${name} is not valid\n${z.prettifyError(parsed.error)}`);
}
