import type { Evidence } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';

/** Checks what the platform did about the fault: no more and no fewer epochs than expected, and money moves at the end. */
export function judgeConduct({ conduct }: Evidence): readonly Finding[] {
  const { expected, firstActive, changes, atEnd, traffic, mustRing, rung } = conduct;
  const first = changes[0]?.epoch ?? 0;
  const last = changes.at(-1);
  const began = (last?.epoch ?? 0) - first;
  const epochs = changes.map(({ epoch, activeRegion, mode }) => `${epoch} ${activeRegion} ${mode}`).join(', ');
  const subject = `epoch ${last?.epoch ?? '?'}`;
  const findings: Finding[] = traffic
    .filter(({ toRegion, activeRegion }) => toRegion !== activeRegion)
    .map(({ atMs, toRegion, activeRegion }) => {
      const text = `after ${atMs} ms, while ${activeRegion} was active`;
      return { rule: 'traffic_astray', subject: toRegion, text };
    });
  for (const alarm of mustRing.filter((name) => !rung.some((it) => it.alarm === name))) {
    const heard = rung.length === 0 ? 'none did' : `these did: ${rung.map((it) => it.alarm).join(', ')}`;
    findings.push({ rule: 'alarm_silent', subject: alarm, text: `it rang in no region; ${heard}` });
  }
  if (began < expected.epochs.min) {
    findings.push({
      rule: 'failover_missing',
      subject,
      text: `${began} epochs began, at least ${expected.epochs.min} must`,
    });
  }
  if (began > expected.epochs.max) {
    const text = `${began} epochs began, at most ${expected.epochs.max} may: ${epochs}`;
    findings.push({ rule: 'failover_unwanted', subject, text });
  }
  const endsAt = last?.activeRegion === firstActive ? 'same' : 'other';
  if (expected.activeAtEnd !== 'either' && expected.activeAtEnd !== endsAt && began <= expected.epochs.max) {
    const rule = expected.activeAtEnd === 'other' ? 'failover_missing' : 'failover_unwanted';
    findings.push({ rule, subject, text: `${last?.activeRegion} is active at the end` });
  }
  if (!atEnd.isBooked)
    findings.push({ rule: 'stranded', subject, text: `no payment was booked at the end: ${epochs}` });
  else if (!atEnd.isChanged)
    findings.push({ rule: 'stranded', subject, text: `no change was done at the end: ${epochs}` });
  else if (last?.mode !== 'open' || last.stage !== 'verified')
    findings.push({ rule: 'stranded', subject, text: `the state is ${last?.mode}, ${last?.stage} at the end` });
  return findings;
}
