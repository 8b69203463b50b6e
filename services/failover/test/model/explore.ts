/** One step that a world can take. */
export interface Step<World> {
  readonly name: string;
  readonly next: World;
  /** Faults are counted; a world that waits for its end takes other steps only. */
  readonly isFault?: boolean;
}

export interface Model<World> {
  readonly start: World;
  steps(world: World): readonly Step<World>[];
  /** The rule that a world breaks, if it breaks one. */
  faultIn(world: World): string | undefined;
  /** How things must be able to end from everywhere without another fault. */
  isGood(world: World): boolean;
  /** Nothing good can be made of this world any more. */
  isHopeless(world: World): boolean;
}

export interface Exploration {
  readonly worlds: number;
  /** The first broken rule, with the steps that lead there. */
  readonly broken: { readonly rule: string; readonly trace: readonly string[] } | undefined;
}

interface Visit<World> {
  readonly world: World;
  readonly from: number;
  readonly by: string;
}

/** Worlds explored at most: a model that outgrows this has lost its bounds. */
const worldsMax = 400_000;

/**
 * Visits every world that can be reached, breadth first, so that a trace is a shortest one. First no rule may be broken; then
 * from every world a good one must be reachable without another fault.
 */
export function explore<World>(model: Model<World>): Exploration {
  const visits: Visit<World>[] = [{ world: model.start, from: -1, by: 'start' }];
  const known = new Map<string, number>([[JSON.stringify(model.start), 0]]);
  const backwards: number[][] = [[]];
  for (let at = 0; at < visits.length; at += 1) {
    const { world } = visits[at] as Visit<World>;
    const rule = model.faultIn(world);
    if (rule !== undefined) return { worlds: visits.length, broken: { rule, trace: traceTo(visits, at) } };
    for (const { name, next, isFault = false } of model.steps(world)) {
      const key = JSON.stringify(next);
      let to = known.get(key);
      if (to === undefined) {
        to = visits.length;
        if (to >= worldsMax) throw new Error(`more than ${worldsMax} worlds: narrow the model's bounds`);
        known.set(key, to);
        visits.push({ world: next, from: at, by: name });
        backwards.push([]);
      }
      if (!isFault) (backwards[to] as number[]).push(at);
    }
  }
  const stuck = firstStuck(visits, backwards, model);
  if (stuck === undefined) return { worlds: visits.length, broken: undefined };
  return { worlds: visits.length, broken: { rule: 'never ends well', trace: traceTo(visits, stuck) } };
}

/** The first world from which no good one can be reached. */
function firstStuck<World>(
  visits: readonly Visit<World>[],
  backwards: readonly (readonly number[])[],
  model: Model<World>,
): number | undefined {
  const canEnd = new Set<number>();
  const waiting = visits.flatMap(({ world }, at) => (model.isGood(world) || model.isHopeless(world) ? [at] : []));
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (canEnd.has(at)) continue;
    canEnd.add(at);
    waiting.push(...(backwards[at] ?? []));
  }
  const stuck = visits.findIndex((_, at) => !canEnd.has(at));
  return stuck === -1 ? undefined : stuck;
}

function traceTo<World>(visits: readonly Visit<World>[], at: number): readonly string[] {
  const trace: string[] = [];
  for (let step = at; step > 0; step = (visits[step] as Visit<World>).from)
    trace.unshift((visits[step] as Visit<World>).by);
  return trace;
}
