/*
 * Goal: the auditor's program accepts what the product's writers wrote, also about a drill that failed, and refuses everything else.
 * Method: a small drill is made, judged and written as a real one is; then its folder is changed in one way, by somebody without the key,
 * with another key, or with the right one.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyEvidence } from '../../auditor/verify-evidence.mjs';
import type { Evidence, LedgerPayment, LedgerTransfer } from '../../src/evidence/evidence.ts';
import { Random } from '../../src/random.ts';
import type { AnswerEntry } from '../../src/witness/book-entry.ts';
import { aDrill } from './a-drill.ts';
import { aFolder, aKey, signAgain } from './a-folder.ts';

const signer = await aKey();
const other = await aKey();

/** Code of the refusal; undefined when the evidence is accepted. */
function refusalOf(folder: string, key?: string): string | undefined {
  try {
    verifyEvidence(folder, key);
    return undefined;
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error);
  }
}

function edit(folder: string, name: string, change: (text: string) => string): void {
  const path = join(folder, name);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

test('a folder is accepted with the key that signed it, and says what its histories say', async () => {
  const parts = aDrill();
  const folder = await aFolder(parts, signer);
  const found = verifyEvidence(folder, signer.publicKeyPem);
  const { achieved, verdict } = parts.report;
  expect(found).toMatchObject({ keyId: signer.keyId, passed: true, scenario: 'region-loss', ...achieved });
  expect(found).toMatchObject({ acknowledged: verdict.acknowledged, changesDone: verdict.changesDone, lost: 0 });
  expect(achieved.detectedMs).toBe(2000);
  expect(achieved.firstPostedMs).toBeGreaterThan(0);
  expect(verdict.lostByReplication).toBe(1);
});

const { requests, ledger: sound } = aDrill().histories.evidence;
const [first] = sound.payments;
const [transfer] = sound.transfers;

test.each<[string, Partial<Evidence>]>([
  ['lost', { ledger: { ...sound, payments: sound.payments.slice(1) } }],
  ['unrequested', { requests: requests.slice(1) }],
  ['misbooked', { ledger: { ...sound, payments: sound.payments.map((it) => ({ ...it, feeMinor: '999' })) } }],
  [
    'duplicated',
    { ledger: { ...sound, payments: [...sound.payments, { ...first, paymentId: 'pay_2' } as LedgerPayment] } },
  ],
  [
    'duplicated',
    { ledger: { ...sound, transfers: [...sound.transfers, { ...transfer, transferId: 'again' } as LedgerTransfer] } },
  ],
  ['inDoubt', { ledger: { ...sound, operations: sound.operations.slice(1) } }],
  ['changesLost', { ledger: { ...sound, operations: sound.operations.slice(0, -1) } }],
  ['answersWrong', { requests: requests.map((it) => ({ ...it, answers: it.answers.map(wrongly) })) }],
])('the evidence of a drill that failed by %s is accepted, and told as failed', async (name, over) => {
  const parts = aDrill(over);
  const { verdict } = parts.report;
  expect(verdict[name as 'lost']).toBeGreaterThan(0);
  const found = verifyEvidence(await aFolder(parts, signer));
  expect(found.passed).toBe(false);
  expect(found[name]).toBeGreaterThan(0);
});

/** A refusal for another reason than the right one. */
function wrongly(answer: AnswerEntry): AnswerEntry {
  return { ...answer, body: answer.body.replaceAll('amount_over_authorized', 'amount_over_captured') };
}

test('1,000 of 1,000 changes of one byte are refused, in every file', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 32);
  const random = new Random(seed);
  const folder = await aFolder(aDrill(), signer);
  const files = readdirSync(folder).filter((name) => readFileSync(join(folder, name)).length > 0);
  const accepted: string[] = [];
  for (let number = 0; number < 1000; number++) {
    const name = files[number % files.length] ?? '';
    const path = join(folder, name);
    const sound = readFileSync(path);
    const at = random.between(0, sound.length - 1);
    const changed = Buffer.from(sound);
    changed[at] = (sound[at] ?? 0) ^ random.between(1, 255);
    writeFileSync(path, changed);
    const key = random.pick([undefined, signer.publicKeyPem]);
    if (refusalOf(folder, key) === undefined) accepted.push(`${name}@${at}, seed ${seed}`);
    writeFileSync(path, sound);
  }
  expect(refusalOf(folder)).toBeUndefined();
  expect(accepted).toEqual([]);
});

describe('refused', () => {
  test('a file that is missing, and one that nobody signed', async () => {
    const folder = await aFolder(aDrill(), signer);
    writeFileSync(join(folder, 'notes.txt'), 'all is well');
    expect(refusalOf(folder)).toBe('file_strange');
    expect(refusalOf(join(folder, 'nowhere'))).toBe('ENOENT');
  });

  test('a verdict that was edited and signed again, with another key or the right one', async () => {
    const { ledger } = aDrill().histories.evidence;
    const failed = aDrill({ ledger: { ...ledger, payments: ledger.payments.slice(1) } });
    const { verdict } = failed.report;
    const passed = { ...verdict, pass: true, breaches: 0, findings: [], lost: 0, webhooksUnfounded: 0 };
    const report = { ...failed.report, verdict: passed };
    const folder = await aFolder({ ...failed, report }, other);
    expect(refusalOf(folder, signer.publicKeyPem)).toBe('key_unknown');
    expect(refusalOf(folder)).toBe('report_differs');
    await signAgain(folder, { ...failed, report }, signer);
    expect(refusalOf(folder, signer.publicKeyPem)).toBe('report_differs');
  });

  test.each<[string, string, (text: string) => string, string]>([
    [
      'a time that is too good',
      'report.json',
      (text) => text.replace(/"detectedMs": 2000/, '"detectedMs": 200'),
      'report_differs',
    ],
    [
      'an objective that was moved',
      'report.json',
      (text) => text.replace(/"firstPostedMs": 3000/, '"firstPostedMs": 30000'),
      'report_differs',
    ],
    [
      'a verdict without a reason',
      'report.json',
      (text) => text.replace('"pass": true', '"pass": false'),
      'report_differs',
    ],
    [
      'a history without a request',
      'book.ndjson',
      (text) => text.replace(/^.*"number":2,"purpose".*\n/m, ''),
      'history_torn',
    ],
    [
      'a history without a request and its answers',
      'book.ndjson',
      (text) => text.replace(/^.*"number":2,.*\n/gm, ''),
      'history_torn',
    ],
    [
      'a refusal for another reason',
      'book.ndjson',
      (text) => text.replaceAll('amount_over_authorized', 'amount_over_captured'),
      'report_differs',
    ],
    [
      'an amount that was changed in the archive',
      'archive.ndjson',
      (text) => text.replace('"amountMinor":"200"', '"amountMinor":"201"'),
      'chain_broken',
    ],
    ['an archive without its last line', 'archive.ndjson', (text) => text.replace(/.*\n$/, ''), 'chain_broken'],
    [
      'an amount that was changed in the ledger',
      'ledger.ndjson',
      (text) => text.replace('"amountMinor":"200"', '"amountMinor":"201"'),
      'report_differs',
    ],
    [
      'a transfer that the archive lacks',
      'ledger.ndjson',
      (text) => text.replace('"transferId":"fee-1"', '"transferId":"fee-9"'),
      'ledger_differs',
    ],
    [
      'a balance without transfers',
      'ledger.ndjson',
      (text) => text.replace(/"creditMinor":"(\d+)"/, '"creditMinor":"1$1"'),
      'ledger_differs',
    ],
    [
      'an operation that is gone',
      'ledger.ndjson',
      (text) => text.replace(/^.*"operations".*\n/m, ''),
      'report_differs',
    ],
  ])('%s, signed with the right key', async (_, name, change, code) => {
    const parts = aDrill();
    const folder = await aFolder(parts, signer);
    edit(folder, name, change);
    expect(refusalOf(folder)).toBe('digest_wrong');
    await signAgain(folder, parts, signer);
    expect(refusalOf(folder, signer.publicKeyPem)).toBe(code);
  });

  test('a request that was taken out of the history, the count of entries set right', async () => {
    const parts = aDrill();
    const folder = await aFolder(parts, signer);
    edit(folder, 'book.ndjson', (text) => text.replace(/^.*"number":2,.*\n/gm, ''));
    edit(folder, 'observed.json', (text) =>
      text.replace(/"bookEntries": (\d+)/, (_, count) => `"bookEntries": ${count - 2}`),
    );
    await signAgain(folder, parts, signer);
    expect(refusalOf(folder, signer.publicKeyPem)).toBe('report_differs');
  });

  test('evidence from which a history was left out', async () => {
    const parts = aDrill();
    const folder = await aFolder(parts, signer);
    edit(folder, 'manifest.json', (text) => text.replace(/\s*\{\s*"name": "ledger.ndjson"[^}]*\},/, ''));
    await signAgain(folder, parts, signer);
    expect(refusalOf(folder)).toBe('file_strange');
  });
});
