import type { Observation } from '../../src/domain/observation.ts';

/** The first observation of every row, in milliseconds since 1970. */
export const beganMs = 1_900_000_000_000;

/** Pause between two observations. */
export const intervalMs = 1_000;

const bookingSince = '2030-01-31T10:00:00.000Z';

/** One observation of a healthy region; a test states only what matters to it. */
export function anObservation(over: Partial<Observation> = {}): Observation {
  const atMs = over.atMs ?? beganMs;
  return {
    atMs,
    heartbeat: { kind: 'read', at: new Date(atMs).toISOString(), booking: bookingOf('.') },
    probe: { kind: 'answered', status: 200, tookMs: 12 },
    ownProbe: { kind: 'answered', status: 200, tookMs: 12 },
    ...over,
  };
}

/** Signals as rows: `.` good, `x` bad, `?` unknown, `b` busy. A shorter row goes on with its last sign. */
export interface Rows {
  readonly acknowledge?: string;
  readonly book?: string;
  readonly reach?: string;
}

/**
 * Observations a second apart: `{ reach: '..xxx' }` is a region that can't be reached from the third one on.
 *
 * `acknowledge`: `.` is a new heartbeat, `x` the same as before, `?` an unreadable table, `-` none under this epoch.
 */
export function observations({ acknowledge = '.', book = '.', reach = '.' }: Rows, count?: number): Observation[] {
  const length = count ?? Math.max(acknowledge.length, book.length, reach.length);
  let beat = new Date(beganMs).toISOString();
  return Array.from({ length }, (_, at) => {
    const atMs = beganMs + at * intervalMs;
    const sign = signAt(acknowledge, at);
    if (sign === '.') beat = new Date(atMs).toISOString();
    return anObservation({
      atMs,
      heartbeat: heartbeatOf(sign, beat, signAt(book, at)),
      probe: probeOf(signAt(reach, at)),
    });
  });
}

function heartbeatOf(sign: string, at: string, book: string): Observation['heartbeat'] {
  if (sign === '?') return { kind: 'unreadable', reason: 'TimeoutError' };
  if (sign === '-') return { kind: 'absent' };
  return { kind: 'read', at, booking: bookingOf(book) };
}

function bookingOf(sign: string) {
  const status = sign === '.' ? 'good' : sign === 'x' ? 'failing' : 'unknown';
  return { status, since: bookingSince, oldestUnbookedMs: 0 } as const;
}

function probeOf(sign: string): Observation['probe'] {
  if (sign === '.') return { kind: 'answered', status: 200, tookMs: 12 };
  if (sign === 'b') return { kind: 'answered', status: 429, tookMs: 12 };
  return { kind: 'failed', reason: 'ECONNREFUSED', tookMs: 1 };
}

function signAt(row: string, at: number): string {
  return row.charAt(Math.min(at, row.length - 1));
}
