import { type Html, html } from '../html.ts';
import type { PageParts } from '../page-parts.ts';
import { section, table } from '../tables.ts';

/** Where, on what and from what it was measured, and which figures were taken over from elsewhere. */
export function conditions({ report }: PageParts): Html {
  const { machine, system, node, loadAverage, topology, environmentSuffix, regions, load } = report.conditions;
  const { commit, isClean, lockFileSha256, bundles } = report.provenance;
  const changed = isClean === null ? '' : isClean ? '' : ', with changes that are not committed';
  const rows = [
    [
      'Environment',
      `${environmentSuffix}, topology ${topology}: a local cloud of two regions, from the synthesized templates`,
    ],
    ['Regions', regions.map(({ region, seat }) => `${region} (${seat})`).join(', ')],
    ['Began', report.startedAt],
    ['Took', `${(report.tookMs / 1000).toFixed(1)} s`],
    ['Machine', `${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB; load average ${loadAverage}`],
    ['System', `${system}, Node ${node}`],
    ['Load', `${load.rate} requests/s for at least ${load.seconds} s`],
    ['Seed', `${report.seed}: repeats the faults and the requests`],
    ['Commit', `${commit ?? 'unknown'}${changed}`],
    ['Lock file', `SHA-256 ${lockFileSha256}`],
    ...bundles.map(({ app, files, sha256 }) => [`Bundle ${app}`, `SHA-256 ${sha256} of ${files} files`]),
  ];
  const busy =
    loadAverage > machine.cores
      ? html`<p class="note">The machine was busy: its load average was above the number of its cores, so times are worse than they need be.</p>
`
      : '';
  const taken = report.takenOver.map(({ name, template, used, unit }) => [
    name,
    `${template} ${unit}`,
    `${used} ${unit}`,
  ]);
  return section(
    'conditions',
    'Conditions',
    busy,
    table(
      'Measured under these conditions',
      ['What', 'Which'],
      rows.map(([what = '', which = '']) => [what, html`<span class="long">${which}</span>`]),
    ),
    table(
      'Taken over, not measured here: what the templates say, and what was used in its place',
      ['Figure', 'On AWS', 'Here'],
      taken,
      [1, 2],
    ),
    html`<p>Measured here: every time and count on this page. Not measured here: how long Aurora takes to promote a cluster, latency
between regions, quotas, and caches of DNS elsewhere in the world.</p>
`,
  );
}
