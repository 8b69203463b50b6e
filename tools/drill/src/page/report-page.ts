import { Html, html } from './html.ts';
import type { PageParts } from './page-parts.ts';
import { appendix } from './sections/appendix.ts';
import { clauses } from './sections/clauses.ts';
import { conditions } from './sections/conditions.ts';
import { course } from './sections/course.ts';
import { faults } from './sections/faults.ts';
import { money } from './sections/money.ts';
import { objectives } from './sections/objectives.ts';
import { replication } from './sections/replication.ts';
import { traffic } from './sections/traffic.ts';
import { verdictHead } from './sections/verdict.ts';
import { witness } from './sections/witness.ts';
import { style } from './style.ts';

/** In the order in which people ask. */
const sections = [
  verdictHead,
  course,
  objectives,
  traffic,
  replication,
  money,
  witness,
  faults,
  conditions,
  clauses,
  appendix,
] as const;

/** The report for people: one page that needs nothing else, runs no script and asks nobody for anything. */
export function reportPage(parts: PageParts): string {
  const { scenario, seed, startedAt } = parts.report;
  const title = `Drill ${scenario}, seed ${seed}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="which">Rehearsed failure of a payment platform in two regions, ${startedAt.slice(0, 16).replace('T', ' ')} UTC</p>
${sections.map((part) => part(parts))}</main>
</body>
</html>
`;
  return page.text;
}
