import type { DetectionPolicy } from './detection-policy.ts';
import type { Observation } from './observation.ts';
import { type Readings, readSignals, type SignalName, signalNames } from './signals.ts';

/** The last readings of one signal; unknown ones are left out. */
interface SignalWindow {
  /** Oldest first; `true` is a bad one. */
  readonly bads: readonly boolean[];
  readonly isDown: boolean;
  /** Down by half as many readings, and bad now. */
  readonly isDownSoon: boolean;
  /** Down also by twice as many readings. */
  readonly isDownForLong: boolean;
  /** When the signal turned bad; kept until it is up again. */
  readonly badSinceMs: number | undefined;
}

/** The memory of a watcher between two observations. */
export interface Detection {
  readonly epoch: number;
  readonly observations: readonly Observation[];
  readonly windows: Readonly<Record<SignalName, SignalWindow>>;
  /** The last heartbeat, and since when it is the last. */
  readonly heartbeat: { readonly value: string; readonly sinceMs: number } | undefined;
  /** The last observation without a bad reading. */
  readonly lastHealthyAtMs: number | undefined;
  readonly readings: Readings;
}

const empty: SignalWindow = {
  bads: [],
  isDown: false,
  isDownSoon: false,
  isDownForLong: false,
  badSinceMs: undefined,
};

/** Nothing observed under an epoch. Observations of an earlier one say nothing about this one. */
export function nothingSeen(epoch: number): Detection {
  return {
    epoch,
    observations: [],
    windows: { acknowledge: empty, book: empty, reach: empty },
    heartbeat: undefined,
    lastHealthyAtMs: undefined,
    readings: { acknowledge: 'unknown', book: 'unknown', reach: 'unknown' },
  };
}

/** Adds one observation. Pure: recorded brown-outs are replayed through it. */
export function observe(before: Detection, observation: Observation, policy: DetectionPolicy): Detection {
  const previous = before.observations.at(-1);
  const isContinued = previous !== undefined && observation.atMs - previous.atMs <= policy.gapMsMax;
  const known = isContinued ? before : nothingSeen(before.epoch);
  const heartbeat = followHeartbeat(known.heartbeat, observation);
  const silence = { ms: observation.atMs - heartbeat.sinceMs, msMax: policy.silenceMsMax };
  const read = readSignals(observation, silence, known.epoch);
  const isLate = isContinued && observation.atMs - previous.atMs >= policy.lateMs;
  const readings = isLate || isStarved(observation, policy) ? withoutBad(read) : read;
  const window = (name: SignalName): SignalWindow =>
    follow(known.windows[name], readings[name], {
      atMs: observation.atMs,
      length: name === 'book' ? policy.bookWindowLength : policy.windowLength,
      policy,
    });
  return {
    epoch: known.epoch,
    observations: [...known.observations, observation].slice(-policy.evidenceMax),
    windows: { acknowledge: window('acknowledge'), book: window('book'), reach: window('reach') },
    heartbeat,
    lastHealthyAtMs: signalNames.some((name) => readings[name] === 'bad') ? known.lastHealthyAtMs : observation.atMs,
    readings,
  };
}

/** The watcher's own region does not answer as it should: this machine, this network or this region is in trouble itself. */
export function isStarved({ ownProbe }: Observation, { ownMsMax }: Pick<DetectionPolicy, 'ownMsMax'>): boolean {
  return ownProbe.kind === 'failed' || ownProbe.tookMs > ownMsMax;
}

/** The watched region was seen by every signal for a whole window, and none of them is down. */
export function isSteady({ windows, readings }: Detection, { windowLength }: DetectionPolicy): boolean {
  const isSeen = windows.acknowledge.bads.length >= windowLength && windows.reach.bads.length >= windowLength;
  const isUp = signalNames.every((name) => !windows[name].isDown && readings[name] !== 'bad');
  return isSeen && isUp && readings.acknowledge === 'good';
}

/** Silence may be the watcher's own. That the ledger refuses is the other region's own word. */
function withoutBad(readings: Readings): Readings {
  const unless = (reading: Readings[SignalName]) => (reading === 'bad' ? 'unknown' : reading);
  return { ...readings, acknowledge: unless(readings.acknowledge), reach: unless(readings.reach) };
}

/** Reading the same heartbeat again, or none again, is silence. An unreadable table is neither. */
function followHeartbeat(
  before: Detection['heartbeat'],
  { heartbeat, atMs }: Observation,
): NonNullable<Detection['heartbeat']> {
  if (heartbeat.kind === 'unreadable') return before ?? { value: '', sinceMs: atMs };
  const value = heartbeat.kind === 'read' ? heartbeat.at : '';
  return before?.value === value ? before : { value, sinceMs: atMs };
}

function follow(
  before: SignalWindow,
  reading: Readings[SignalName],
  { atMs, length, policy }: { readonly atMs: number; readonly length: number; readonly policy: DetectionPolicy },
): SignalWindow {
  if (reading === 'unknown') return before;
  const isBad = reading === 'bad';
  const bads = [...before.bads, isBad].slice(-2 * length);
  const shareOf = (count: number) => bads.slice(-count).filter(Boolean).length / count;
  const isDown = shareOf(length) >= policy.badShareDown || (before.isDown && shareOf(length) > policy.badShareUp);
  return {
    bads,
    isDown,
    isDownSoon: isBad && shareOf(Math.ceil(length / 2)) >= policy.badShareDown,
    isDownForLong: isDown && shareOf(2 * length) >= policy.badShareDown,
    badSinceMs: isBad || isDown ? (before.badSinceMs ?? atMs) : undefined,
  };
}
