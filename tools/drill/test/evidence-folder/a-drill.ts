import { type FailoverReport, genesisHash, sealed } from '@redoubt/contracts';
import type { Evidence, LedgerView } from '../../src/evidence/evidence.ts';
import type { EvidenceParts } from '../../src/evidence-folder/write-evidence.ts';
import { achievedBy } from '../../src/report/achieved-by.ts';
import { mixOf } from '../../src/report/mix.ts';
import type { Report } from '../../src/report/report.ts';
import { judge } from '../../src/verdict/judge.ts';
import type { BookEntry, SightingEntry } from '../../src/witness/book-entry.ts';
import { aSoundLife } from '../changed-payment.ts';

const startedAt = '2030-01-31T12:00:00.000Z';
const at = (ms: number): string => new Date(Date.parse(startedAt) + ms).toISOString();

/** When the region was lost, on the drill's clock: between the second payment and the third. */
export const brokenAtMs = 25;

/** A platform's report on the takeover, 2 s after the loss. */
const failover: FailoverReport = {
  ...{ pk: 'report#2', epoch: 2, kind: 'fail_over', fromRegion: 'us-east-1', toRegion: 'us-east-2' },
  ...{ outcome: 'recovered', execution: 'epoch-2-1', attempt: 1, firstBreachAt: at(1000), decidedAt: at(2025) },
  ...{
    signals: ['acknowledge'],
    evidence: [],
    achieved: { decidedMs: 2000 },
    recovery: {},
    faults: { skipRecover: false },
  },
  stages: [
    { stage: 'begin-epoch', startedAt: at(2025), endedAt: at(2125), text: 'epoch 2 has begun' },
    { stage: 'promote-database', startedAt: at(2125), endedAt: at(2425), text: 'the cluster takes writes' },
    { stage: 'recover-services', startedAt: at(2425), endedAt: at(3000), text: '2 services recovered' },
  ],
  recoveredAt: at(2925),
};

/** Evidence whose balances are those of its transfers, and its book. */
function wholeEvidence(over: Partial<Evidence>): { readonly evidence: Evidence; readonly book: readonly BookEntry[] } {
  const sound = aSoundLife(over);
  // The last answers come from the region that took over.
  const requests = sound.requests.map(({ request, answers }) => ({
    request,
    answers: answers.map((answer) => (answer.atMs > brokenAtMs ? { ...answer, servedBy: 'us-east-2;2' } : answer)),
  }));
  const evidence = { ...sound, requests, ledger: { ...sound.ledger, balances: balancesOf(sound.ledger) } };
  const sightings = sound.ledger.payments.map(({ paymentId, status }, index): SightingEntry => {
    return { kind: 'sighting', atMs: 4000 + index, paymentId, status, servedBy: 'us-east-2;2' };
  });
  const book = [...requests.flatMap(({ request, answers }) => [request, ...answers]), ...sound.webhooks, ...sightings];
  return { evidence, book: book.sort((left, right) => left.atMs - right.atMs) };
}

function balancesOf({ transfers }: LedgerView): LedgerView['balances'] {
  const sums = new Map<string, bigint>();
  for (const { debitAccount, creditAccount, amountMinor } of transfers) {
    sums.set(debitAccount, (sums.get(debitAccount) ?? 0n) - BigInt(amountMinor));
    sums.set(creditAccount, (sums.get(creditAccount) ?? 0n) + BigInt(amountMinor));
  }
  return [...sums].map(([account, sum]) => ({ account, currency: 'EUR', creditMinor: String(sum) }));
}

/** An archive of one object that holds all that the ledger has done. */
function archiveOf({ operations, transfers }: LedgerView): EvidenceParts['histories']['archive'] {
  const first = sealed(
    { kind: 'object', epoch: 1, ordinal: 1, region: 'us-east-1', previousObject: null, commands: operations.length },
    genesisHash,
  );
  const lines: { readonly hash: string }[] = [first];
  for (const { commandId, ...operation } of operations) {
    const own = transfers.filter((it) => it.paymentId === operation.paymentId && it.version === operation.version);
    const command = { kind: 'command', commandId, recordedAt: at(2500), operation, transfers: own };
    lines.push(sealed(command, lines.at(-1)?.hash ?? ''));
  }
  const head = { key: 'ledger/operations/000001/0000000001.ndjson', hash: lines.at(-1)?.hash ?? '' };
  return { head, text: lines.map((line) => `${JSON.stringify(line)}\n`).join(''), olderObjects: 0 };
}

/** A small drill with everything that a real one leaves: four payments, one with a life, one lost by replication. */
export function aDrill(over: Partial<Evidence> = {}, ofReport: Partial<Report> = {}): EvidenceParts {
  const { evidence, book } = wholeEvidence(over);
  const verdict = judge(evidence);
  const faults = [
    { text: 'replication is held back', region: 'us-east-1', fromMs: 15, toMs: 9000, isFelt: false },
    { text: 'us-east-1 is gone: SIGKILL to 15 processes', region: 'us-east-1', fromMs: brokenAtMs, isFelt: true },
  ];
  const loaded = { fromMs: 1, toMs: 6000 };
  const timeline = [
    { atMs: brokenAtMs, region: 'us-east-1', stage: 'kill', text: 'us-east-1 is gone' },
    { atMs: 2025, region: 'us-east-2', stage: 'detect', text: 'decided to begin epoch 2: acknowledge down' },
  ] as const;
  const drill = { brokenAtMs, activeRegion: 'us-east-2', decidedAtMs: 2025, entries: book, loaded };
  const recovery = { tookMs: 500, commands: verdict.appliedFromJournal };
  const report: Report = {
    ...{ scenario: 'region-loss', seed: 7, startedAt, tookMs: 9500 },
    ...achievedBy({ detectedMs: 4000, firstPostedMs: 3000 }, { ...drill, recovery }),
    takenOver: [{ name: 'time to live', template: 60, used: 0, unit: 's' }],
    conditions: {
      ...{
        machine: { cpu: 'a processor', cores: 2, memoryGb: 8 },
        system: 'linux 6 x64',
        node: '24.0.0',
        loadAverage: 1,
      },
      ...{ topology: 'default', environmentSuffix: 'dev', healthCheckIntervalMs: 1000, load: { rate: 8, seconds: 18 } },
      regions: [
        { region: 'us-east-1', seat: 'primary' },
        { region: 'us-east-2', seat: 'secondary' },
      ],
    },
    provenance: {
      ...{ commit: 'c'.repeat(40), isClean: true, lockFileSha256: 'd'.repeat(64) },
      bundles: [{ app: 'platform', files: 3, sha256: 'e'.repeat(64) }],
    },
    mix: mixOf(evidence.requests),
    faults,
    planted: [],
    states: evidence.conduct.changes,
    alarms: evidence.conduct.rung,
    verdict,
    timeline,
    ...ofReport,
  };
  const stageBudgets = [{ stage: 'promote-database', budgetMs: 650_000 }];
  const archive = archiveOf(evidence.ledger);
  const histories = { book, evidence, events: [], archive, failovers: [failover], timeline, loaded, stageBudgets };
  return { report, histories, packages: '{"bomFormat":"CycloneDX"}\n' };
}
