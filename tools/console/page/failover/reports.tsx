import type { FailoverReport } from '@redoubt/contracts';
import { ageText, spanText } from '../model/ages.ts';
import { State } from '../parts/mark.tsx';
import { nowMs } from '../store/store.ts';

const names: Readonly<Record<string, string>> = {
  decidedMs: 'decided',
  writerMs: 'writer',
  openMs: 'open',
  acceptedMs: 'first accepted',
  postedMs: 'first booked',
};

/** Failovers that have ended, each with what it achieved. */
export function Reports({ reports }: { readonly reports: readonly FailoverReport[] }) {
  return (
    <section class="card">
      <h2>Reports</h2>
      {reports.length === 0 ? <p class="dim">No failover has ended yet.</p> : null}
      {reports.map((report) => (
        <details key={report.epoch}>
          <summary>
            Epoch {report.epoch}: {report.fromRegion} → {report.toRegion}{' '}
            <State tone={report.outcome === 'recovered' ? 'good' : 'warn'} text={report.outcome} />{' '}
            <span class="age">{ageText(report.decidedAt, nowMs.value)}</span>
          </summary>
          <dl class="facts">
            {Object.entries<number | undefined>(report.achieved).map(([name, ms]) => (
              <div key={name}>
                <dt>{names[name] ?? name}</dt>
                <dd>{ms === undefined ? 'not reached' : spanText(ms)} after the last healthy look</dd>
              </div>
            ))}
            {Object.entries(report.recovery).map(([hook, { examined, applied, inDoubt }]) => (
              <div key={hook}>
                <dt>{hook}</dt>
                <dd>
                  {applied} of {examined} journaled commands applied again, {inDoubt} in doubt
                </dd>
              </div>
            ))}
            {report.canary === undefined ? null : (
              <div>
                <dt>Canary</dt>
                <dd>
                  {report.canary.paymentId}, served by {report.canary.servedBy.replace(';', ' under epoch ')}
                </dd>
              </div>
            )}
          </dl>
        </details>
      ))}
    </section>
  );
}
