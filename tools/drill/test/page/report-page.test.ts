import { describe, expect, test } from 'vitest';
import { reportPage } from '../../src/page/report-page.ts';
import { sentence } from '../../src/page/sections/verdict.ts';
import { aDrill } from '../evidence-folder/a-drill.ts';

const drill = aDrill();
const page = reportPage(drill);
const all = (pattern: RegExp, text = page) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** A drill in which nothing moved: no takeover, nothing lost, no report of the platform. */
function quiet() {
  const { evidence } = drill.histories;
  const changes = evidence.conduct.changes.slice(0, 1);
  const operations = evidence.ledger.operations.map((it) => ({ ...it, appliedBy: 'consumer' }));
  const calm = aDrill(
    { oldOperations: [], ledger: { ...evidence.ledger, operations }, conduct: { ...evidence.conduct, changes } },
    { faults: [], timeline: [] },
  );
  return { ...calm, histories: { ...calm.histories, failovers: [], stageBudgets: [] } };
}

describe('the page needs nothing and nobody', () => {
  test('it runs no script and loads nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bon[a-z]+=|\b(src|href)=|url\(|@import/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('texts of the drill are escaped wherever they stand', () => {
    const text = `<img src=x onerror=alert(1)> & "quoted"`;
    const { report } = drill;
    const finding = { rule: 'lost' as const, subject: text, text };
    const faults = [{ text, fromMs: 25, isFelt: true }];
    const verdict = { ...report.verdict, pass: false, breaches: 1, findings: [finding] };
    const hostile = reportPage({ ...drill, report: { ...report, scenario: text, faults, verdict, planted: [text] } });
    expect(hostile).not.toContain('<img');
    expect(hostile.match(/&lt;img src=x onerror=alert\(1\)&gt; &amp; &quot;quoted&quot;/g)?.length).toBeGreaterThan(4);
  });
});

describe('its structure tells readers of screens what is where', () => {
  test('one first heading, a language, and sections named by their headings', () => {
    expect(all(/<h1>([^<]+)</g)).toEqual(['Drill region-loss, seed 7']);
    expect(page).toContain('<html lang="en">');
    const named = all(/<section aria-labelledby="([^"]+)"/g);
    expect(named).toEqual(all(/<h2 id="([^"]+)"/g));
    expect(named.length).toBeGreaterThan(8);
  });

  test('every id is given once', () => {
    const ids = all(/ id="([^"]+)"/g);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('every drawing has a title and a description of its own', () => {
    const drawings = all(/<svg ([^>]+)>/g);
    expect(drawings.length).toBeGreaterThan(4);
    for (const attributes of drawings) {
      const [title, text] = attributes.match(/aria-labelledby="(\S+) (\S+)"/)?.slice(1) ?? [];
      expect(page).toMatch(new RegExp(`<title id="${title}">[^<]+</title>`));
      expect(page).toMatch(new RegExp(`<desc id="${text}">[^<]+</desc>`));
    }
  });

  test('every table has a caption, and headers of columns and rows', () => {
    const tables = page.split('<table>').slice(1);
    expect(tables.length).toBeGreaterThan(6);
    for (const table of tables) {
      expect(table).toMatch(/^\s*<caption>[^<]+<\/caption>/);
      expect(table).toContain('<th scope="col"');
    }
    expect(all(/<tr>(<td)/g)).toEqual([]);
  });
});

describe('the verdict is one sentence with figures', () => {
  test('of a drill that passed, with a missed objective', () => {
    const { achieved, verdict } = drill.report;
    const text = sentence({ ...drill, report: { ...drill.report, objectivesMissed: ['firstPostedMs'] } });
    expect(text).toContain('us-east-1 is gone');
    expect(text).toContain(`money stood still for ${(achieved.moneyStoodStillMs / 1000).toFixed(1)} s`);
    expect(text).toContain(`none of ${verdict.acknowledged} acknowledged payments`);
    expect(text).toContain('although the database alone would have lost 1 command');
    expect(text).toMatch(/1 objective in time was missed\.$/);
    expect(text.match(/\./g)?.length).toBe(1 + (text.match(/\d\.\d/g)?.length ?? 0));
  });

  test('of a drill that failed, with its breaches', () => {
    const { ledger } = drill.histories.evidence;
    const failed = aDrill({ ledger: { ...ledger, payments: ledger.payments.slice(1) } });
    const text = reportPage(failed);
    expect(text).toContain('<strong>Failed.</strong>');
    expect(text).toContain('acknowledged by us-east-1;1, not in the ledger');
  });
});

test('a drill in which nothing moved has a page, too', () => {
  const text = reportPage(quiet());
  expect(text).toContain('No answered command was missing from the ledger that took over.');
  expect(text).toContain('The lost database held nothing that the promoted one lacks.');
  expect(text).not.toContain('NaN');
  expect(text).not.toContain('Infinity');
});

test('objectives stand beside achieved times, and budgets beside what stages took', () => {
  expect(page).toMatch(
    /The platform decides<\/th><td class="number">2\.0 s<\/td><td class="number">4\.0 s<\/td><td>met/,
  );
  expect(page).toMatch(/2: promote-database<\/th><td class="number">0\.3 s<\/td><td class="number">650\.0 s<\/td>/);
});

test('the commit, the lock file and every bundle are named', () => {
  const { commit, lockFileSha256, bundles } = drill.report.provenance;
  for (const text of [commit, lockFileSha256, ...bundles.map(({ sha256 }) => sha256)]) expect(page).toContain(text);
});
