import { type Html, html } from '../html.ts';
import { section } from '../tables.ts';

const words = [
  ['Region', 'a place with its own machines. The platform runs in two; one takes payments, the other stands by.'],
  ['Acknowledged', 'a client was told that its payment is taken. From then on it must not be lost, whatever happens.'],
  ['Captured, booked', 'the payment is in the ledger: money has moved.'],
  [
    'Ledger',
    'the books: each movement of money takes from one account what it gives to another, so all sums are zero.',
  ],
  [
    'Replication',
    'the ledger’s copy in the other region. It follows a moment later; what it has not received is lost with the region.',
  ],
  [
    'Journal',
    'a list of everything acknowledged, held by two of three regions before the client is told. It brings back what replication lost.',
  ],
  ['Failover', 'the other region takes over, by itself.'],
  [
    'Epoch',
    'a number that grows with each takeover. Writes with an older one are refused, so a region that returns can do no harm.',
  ],
  ['Objective', 'the longest time that was set beforehand. Achieved is what was measured.'],
  ['Shortfall', 'part of an answered change that the surviving ledger could not cover; a person settles it.'],
] as const;

/** Plain words for readers who run no computers. */
export function appendix(): Html {
  return section(
    'appendix',
    'In plain words',
    html`<p>A drill breaks a part of the platform on purpose while payments are being made, and then checks that nobody’s money was lost,
moved twice or reported wrongly. The two numbers that matter most: how long no payment could be made or completed, and how many
acknowledged payments are missing afterwards. The second must be zero.</p>
<dl class="words">${words.map(([word, meaning]) => html`<dt>${word}</dt><dd>${meaning}</dd>\n`)}</dl>
<p>This page is part of a signed folder that holds everything it was made from. The command <code>redoubt report verify</code>, or one file
that needs nothing but Node, checks the signature and works the figures out again.</p>
`,
  );
}
