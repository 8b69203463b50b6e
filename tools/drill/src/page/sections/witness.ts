import { describeMix } from '../../report/mix.ts';
import { type Html, html } from '../html.ts';
import type { PageParts } from '../page-parts.ts';
import { section, table } from '../tables.ts';
import { counted } from '../units.ts';

/** How the verdict came about, and what was sent. */
export function witness({ report, histories }: PageParts): Html {
  const { verdict, mix } = report;
  const { files, lines, databases, rows, items, messages } = verdict.cardNumbersLookedFor;
  const counts = [
    [
      'Payments acknowledged',
      verdict.acknowledged,
      'in the ledger once, complete, as requested',
      verdict.lost + verdict.duplicated + verdict.misbooked,
    ],
    ['Payments never acknowledged', verdict.unacknowledged, 'nothing was promised about them', 0],
    [
      'Changes answered as done',
      verdict.changesDone,
      'in the ledger, in their order',
      verdict.changesLost + verdict.changesUnrequested,
    ],
    ['Changes refused', verdict.changesRefused, 'rightly, by the history of their payment', verdict.answersWrong],
    ['Authorizations that ran out', verdict.expired, 'released in time, and not captured after it', verdict.notExpired],
    [
      'Sessions acknowledged',
      verdict.sessions,
      'in the state that was acknowledged last',
      verdict.sessionsLost + verdict.sessionsOverwritten,
    ],
    [
      'Endpoints registered',
      verdict.endpoints,
      'told of every payment requested since',
      verdict.webhooksMissing + verdict.webhooksDuplicated,
    ],
    ['Bad requests', mix.bad + mix.declined, 'refused, and leave no trace', verdict.badRequestsAccepted],
    [
      'Requests of strangers, or with a key that does not do',
      verdict.strangersRefused,
      'refused, each as all others like it',
      verdict.refusalsWrong,
    ],
    [
      'Writes tried by the lost region',
      histories.evidence.zombieWrites.length,
      'refused',
      verdict.staleEpochWritesAccepted,
    ],
  ] as const;
  return section(
    'witness',
    'How it was judged',
    html`<p>Load was driven over HTTP through the public name, at the same rate whether the platform answered or not; clients tried
again with the same key until an answer was final. A witness outside of both regions wrote down every request, answer and webhook before
anything was judged (${counted(histories.book.length, 'entry', 'entries')}). Its own model of payments, which shares no code with the
ledger, says which answer each request had to get and where each payment must stand. That was compared with the ledger’s rows read by SQL,
the archive, the events on the bus, webhooks and sessions.</p>
<p>Sent: ${describeMix(mix)}.</p>
`,
    table(
      'Promises and how they were kept',
      ['Kind', 'Number', 'Must be', 'Breaches'],
      counts.map(([kind, number, must, breaches]) => [kind, number, must, breaches]),
      [1, 3],
    ),
    html`<p>Card numbers were looked for in ${counted(files, 'file')}, ${counted(lines, 'line')} of logs and events,
${counted(databases, 'database')}, ${counted(rows, 'row')}, ${counted(items, 'item')} of tables and ${counted(messages, 'message')}; found:
${verdict.cardNumbersFound}.</p>
`,
  );
}
