import { availableParallelism, cpus, loadavg } from 'node:os';

/** Conditions of a measurement, in the order of printing: without them no figure means anything. */
export type Conditions = Readonly<Record<string, string>>;

/** Describes this machine and its load. */
export function machineConditions(): Conditions {
  const [lastMinute = 0] = loadavg();
  return {
    processors: `${availableParallelism()} of ${cpus()[0]?.model.trim() ?? 'an unknown model'}`,
    load: `${lastMinute.toFixed(1)} in the minute before`,
    node: process.versions.node,
  };
}
