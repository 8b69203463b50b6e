import type { Rules } from './rules.ts';
import type { Scope } from './scope.ts';
import { at, type World } from './takeover-world.ts';

/**
 * Makes worlds the same that can never differ in what they do: versions and records of the item, executions of an ended
 * epoch, marks of an earlier writer, leases that allow nothing that anybody wants, and the numbers of epochs but for their
 * order.
 */
export function normalized(world: World, rules: Rules, { hasClient }: Scope): World {
  const { state } = world;
  const leases = pairOf(world.leases, (it) => (it.canBook || hasClient ? it : null));
  const work = pairOf(world.work, (it) => (it.epoch === state.epoch ? it : null));
  const marks = pairOf(world.marks, (it) => (it.epoch >= state.writerEpoch ? it : null));
  const reported = rules.resumesFromState ? state.epoch : world.reported;
  const databases = hasClient ? world.databases : both(world.databases, (it) => ({ ...it, fence: it.lineage }));
  return ranked({ ...world, state: plain(state), leases, work, marks, reported, databases });
}

function plain(state: World['state']): World['state'] {
  const { recoveredAt: _, recovery: _recovery, decision: _decision, ...rest } = state;
  return { ...rest, version: 0, by: 'x', since: at(0), stages: [] };
}

/** Numbers epochs by their order. */
function ranked(world: World): World {
  const { state, databases, leases, work, marks, journal, reported } = world;
  const epochs = [
    ...[state.epoch, state.writerEpoch, reported],
    ...databases.flatMap(({ fence, lineage }) => [fence, lineage]),
    ...[...leases, ...work, ...marks, journal.flight].flatMap((it) => (it === null ? [] : [it.epoch])),
  ];
  const ranks = [...new Set(epochs)].sort((left, right) => left - right);
  const rank = (epoch: number) => ranks.indexOf(epoch) + 1;
  const renumbered = <It extends { readonly epoch: number }>(it: It): It => ({ ...it, epoch: rank(it.epoch) });
  return {
    ...world,
    state: { ...state, epoch: rank(state.epoch), writerEpoch: rank(state.writerEpoch) },
    reported: rank(reported),
    databases: both(databases, (it) => ({ ...it, fence: rank(it.fence), lineage: rank(it.lineage) })),
    leases: pairOf(leases, renumbered),
    work: pairOf(work, renumbered),
    marks: pairOf(marks, renumbered),
    journal: { ...journal, flight: journal.flight === null ? null : renumbered(journal.flight) },
  };
}

function both<Part>([one, other]: readonly [Part, Part], change: (part: Part) => Part): readonly [Part, Part] {
  return [change(one), change(other)];
}

function pairOf<Part>(
  parts: readonly [Part | null, Part | null],
  change: (part: Part) => Part | null,
): readonly [Part | null, Part | null] {
  return both(parts, (part) => (part === null ? null : change(part)));
}
