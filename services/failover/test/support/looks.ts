import type { Observation } from '../../src/domain/observation.ts';

/** First look of every row, in milliseconds since 1970. */
export const beganMs = 1_900_000_000_000;

/** Pause between two looks. */
export const intervalMs = 1_000;

/** One look at a healthy region; a test states only what matters to it. */
export function aLook(over: Partial<Observation> = {}): Observation {
  const atMs = over.atMs ?? beganMs;
  return {
    atMs,
    heartbeat: { kind: 'seen', at: new Date(atMs).toISOString() },
    probe: { kind: 'answered', status: 200, tookMs: 12 },
    replication: { kind: 'connected' },
    hasReplicated: true,
    ...over,
  };
}

/** Each signal's reading at each look: `.` good, `x` bad, `?` unknown. A shorter row repeats its last sign. */
export interface Rows {
  readonly heartbeat?: string;
  readonly probe?: string;
  readonly replication?: string;
}

/**
 * Looks of one second each, drawn as rows: `{ probe: '..xxx' }` is a region whose API falls silent at the third look.
 *
 * A heartbeat `.` is a new one, `x` the same as before; so the first `x` of a row is one second of silence.
 */
export function looks({ heartbeat = '.', probe = '.', replication = '.' }: Rows, count?: number): Observation[] {
  const length = count ?? Math.max(heartbeat.length, probe.length, replication.length);
  let beat = new Date(beganMs).toISOString();
  return Array.from({ length }, (_, at) => {
    const atMs = beganMs + at * intervalMs;
    const signs = { heartbeat: signAt(heartbeat, at), probe: signAt(probe, at), replication: signAt(replication, at) };
    if (signs.heartbeat === '.') beat = new Date(atMs).toISOString();
    return aLook({
      atMs,
      heartbeat: signs.heartbeat === '?' ? { kind: 'absent' } : { kind: 'seen', at: beat },
      probe:
        signs.probe === '.'
          ? { kind: 'answered', status: 200, tookMs: 12 }
          : { kind: 'failed', reason: 'ECONNREFUSED', tookMs: 1 },
      replication:
        signs.replication === '.'
          ? { kind: 'connected' }
          : signs.replication === 'x'
            ? { kind: 'disconnected', status: 'pending-resync' }
            : { kind: 'unreadable', reason: 'ThrottlingException' },
    });
  });
}

function signAt(row: string, at: number): string {
  return row.charAt(Math.min(at, row.length - 1));
}
