import { judgeClauses } from '../../clauses/catalog.ts';
import { type Html, html } from '../html.ts';
import type { PageParts } from '../page-parts.ts';
import { section, table } from '../tables.ts';

/** How far this drill goes towards regulations and standards. */
export function clauses({ report }: PageParts): Html {
  const rows = judgeClauses(report).map(({ id, asks, coverage, text }) => [id, asks, coverage, text]);
  return section(
    'clauses',
    'Regulations and standards',
    html`<p>For an auditor, not instead of one. The drill ran on a local cloud, not in production; what it leaves open is said in each row.
Where the texts were read is in <code>clauses.json</code>.</p>
`,
    table('Clauses, in our words', ['Clause', 'Asks for', 'This drill', 'Facts'], rows),
  );
}
