import type { Seat } from '@redoubt/contracts';
import type { z } from 'zod';
import { topologyFaults } from './topology-rules.ts';
import { TopologyShape } from './topology-shape.ts';

/** Everything that differs between deployments: one typed value, read from `platform/topologies/<name>.ts`. */
export const Topology = TopologyShape.superRefine((topology, context) => {
  for (const { path, message } of topologyFaults(topology)) context.addIssue({ code: 'custom', path, message });
});

/** A validated topology with its defaults filled in. */
export type Topology = z.output<typeof Topology>;

/** The content of a topology file: only differences from the defaults. */
export type TopologyInput = z.input<typeof Topology>;

/** The region of a seat. */
export function regionOf(topology: Topology, seat: Seat): string {
  return topology.regions[seat];
}

/** The other seat. */
export function peerOf(seat: Seat): Seat {
  return seat === 'primary' ? 'secondary' : 'primary';
}
