import { parseTopology, type Topology, type TopologyInput } from '../../src/index.ts';

/** A valid topology; a test states only what matters to it. */
export function aTopology(over: TopologyInput = {}): Topology {
  return parseTopology('test', over);
}
