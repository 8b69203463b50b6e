import { movedMoney } from '../facts/moved-money.ts';
import { type Html, html } from '../html.ts';
import type { PageParts } from '../page-parts.ts';
import { section, table } from '../tables.ts';
import { amount, counted } from '../units.ts';

/** Money by currency: moved before the fault, lost by the database, brought back, in doubt, and whether the books add up. */
export function money({ report, histories }: PageParts): Html {
  const { verdict } = report;
  const rows = movedMoney(histories.evidence).map(
    ({ currency, beforeMinor, lostMinor, broughtBackMinor, atEndMinor }) => [
      currency,
      amount(beforeMinor, currency),
      amount(lostMinor, currency),
      amount(broughtBackMinor, currency),
      amount(atEndMinor, currency),
      verdict.ledgerSumByCurrency[currency] ?? '0',
    ],
  );
  const shortfalls = verdict.shortfalls.map(({ paymentId, amountMinor, currency }) => [
    paymentId,
    amount(BigInt(amountMinor), currency),
  ]);
  return section(
    'money',
    'Money',
    table(
      'Amounts of all operations (authorized, captured, refunded), by currency',
      [
        'Currency',
        'Before the takeover',
        'Of that lost by the database',
        'Booked from the journal',
        'At the end',
        'Credits less debits',
      ],
      rows,
      [1, 2, 3, 4, 5],
    ),
    html`<p>In doubt: ${counted(verdict.inDoubt, 'payment')}. Balances that their transfers don’t explain: ${verdict.ledgerDrift}. A ledger
made again from the archive alone (${counted(verdict.commandsRebuilt, 'command')}) differs from this one in
${counted(verdict.rebuildDifferences, 'row')}. Writes of the old epoch that were accepted: ${verdict.staleEpochWritesAccepted}.</p>
`,
    shortfalls.length === 0
      ? html`<p>No shortfall: every answered change was covered by the ledger that took over.</p>
`
      : table('Shortfalls: booked against suspense, for a person to review', ['Payment', 'Amount'], shortfalls, [1]),
  );
}
