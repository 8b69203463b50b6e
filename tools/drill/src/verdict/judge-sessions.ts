import type { Evidence } from '../evidence/evidence.ts';
import type { BookedSession } from '../witness/sessions-in.ts';
import type { Finding } from './finding.ts';

/** Checks that every acknowledged session is there, in the state that its last answer gave it. */
export function judgeSessions({ sessions, foundSessions }: Evidence): readonly Finding[] {
  const found = new Map(foundSessions.map((session) => [session.name, session.found]));
  return sessions.flatMap((session) => [
    ...session.wrong.map((text): Finding => ({ rule: 'session_overwritten', subject: session.sessionId, text })),
    ...judge(session, found.get(session.name)),
  ]);
}

function judge(
  { sessionId, states }: BookedSession,
  found: Evidence['foundSessions'][number]['found'],
): readonly Finding[] {
  if (found === undefined) return [{ rule: 'session_lost', subject: sessionId, text: 'could not be read at the end' }];
  if (found.kind === 'unknown') return [{ rule: 'session_lost', subject: sessionId, text: 'is unknown at the end' }];
  const textOf = ({ version, attributes }: BookedSession['states'][number]) =>
    `version ${version} ${JSON.stringify(Object.entries(attributes).sort())}`;
  if (states.some((state) => textOf(state) === textOf(found))) return [];
  const text = `is ${textOf(found)}; acknowledged was ${states.map(textOf).join(' or ')}`;
  return [{ rule: 'session_overwritten', subject: sessionId, text }];
}
