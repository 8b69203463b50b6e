import { SessionView } from '@redoubt/contracts';
import type { FoundSession } from '../../evidence/evidence.ts';
import { sessionsOf } from '../../load/drive-sessions.ts';
import { NoAnswerError } from '../../load/public-api.ts';
import { waitUntil } from '../../wait-until.ts';
import { sessionsIn } from '../../witness/sessions-in.ts';
import type { DrillRun } from '../drill-run.ts';

/** Reads every acknowledged session through the public name. */
export async function readSessions(run: DrillRun): Promise<readonly FoundSession[]> {
  return await Promise.all(
    sessionsIn(run.book.entries()).map(async ({ name, sessionId }) => ({ name, found: await read(sessionId, run) })),
  );
}

async function read(sessionId: string, { api, signal, waitMsMax: limitMs }: DrillRun): Promise<FoundSession['found']> {
  const look = async (): Promise<NonNullable<FoundSession['found']> | undefined> => {
    try {
      const sender = { kind: 'merchant', merchantId: sessionsOf } as const;
      const { status, body } = await api.send({ method: 'GET', path: `/validation/v1/sessions/${sessionId}`, sender });
      if (status === 404) return { kind: 'unknown' };
      const view = status === 200 ? SessionView.safeParse(JSON.parse(body)).data : undefined;
      return view === undefined ? undefined : { kind: 'found', version: view.version, attributes: view.attributes };
    } catch (error) {
      if (error instanceof NoAnswerError) return undefined;
      throw error;
    }
  };
  return await waitUntil(look, { limitMs, everyMs: 200, signal });
}
