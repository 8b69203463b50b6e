/*
 * Checks the evidence of a drill without trusting whoever made it: signature, digests and archive chain; and works the recovery times
 * and the verdict on the money out again, from the raw histories. Node 22 alone: no package, no network. See docs/evidence.md.
 *   node verify-evidence.mjs FOLDER [PUBLIC_KEY.pem]      ends with 0 when the evidence holds, also that of a failed drill
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';

function demand(condition, code, message) {
  if (!condition) throw Object.assign(new Error(message), { name: 'Refusal', code });
}
function jsonIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const rowsIn = (bytes) => JSON.parse(`[${String(bytes).trimEnd().replaceAll('\n', ',')}]`);
const groups = (rows, name) => Map.groupBy(rows, (row) => row[name]);
const count = (rows, test) => rows.filter(test).length;
const same = (left, right) => canonical(left) === canonical(right);

// 1. Every byte of the folder is covered by the signature.
function openKey(pem) {
  const key = createPublicKey(pem);
  const isExact = key.asymmetricKeyType === 'ed25519' && key.export({ type: 'spki', format: 'pem' }) === String(pem);
  demand(isExact, 'key_unreadable', 'the public key is no Ed25519 key as PEM');
  return { key, id: sha256(key.export({ type: 'spki', format: 'der' })) };
}

/** The statement in a DSSE envelope with one signature, spelled in the only way. */
function openEnvelope(file, { key, id }) {
  const type = 'application/vnd.in-toto+json';
  const { payload, signatures } = jsonIn(file) ?? {};
  const [body, signature] = [payload, signatures?.[0]?.sig].map((text) => Buffer.from(String(text), 'base64'));
  const [encoded, sig] = [body, signature].map((bytes) => bytes.toString('base64'));
  const spelled = JSON.stringify({ payloadType: type, payload: encoded, signatures: [{ keyid: id, sig }] });
  const signed = Buffer.from(`DSSEv1 ${type.length} ${type} ${body.length} ${body}`);
  const isSigned = String(file) === `${spelled}\n` && verify(null, signed, key, signature);
  demand(isSigned, 'signature_wrong', `statement.dsse.json has no signature of key ${id}`);
  return JSON.parse(body);
}
function openFolder(folder, trustedPem) {
  const entries = new Set(readdirSync(folder));
  const read = (name) => {
    demand(entries.delete(name), 'file_missing', `${name} is not there`);
    return readFileSync(`${folder}/${name}`);
  };
  const signer = openKey(read('public-key.pem'));
  const trusted = trustedPem === undefined ? signer : openKey(trustedPem);
  demand(trusted.id === signer.id, 'key_unknown', `signed with key ${signer.id}, and you trust ${trusted.id}`);
  const statement = openEnvelope(read('statement.dsse.json'), signer);
  const manifest = read('manifest.json');
  demand(statement.subject[0].digest.sha256 === sha256(manifest), 'digest_wrong', 'manifest.json was changed');
  const texts = new Map(JSON.parse(manifest).files.map((file) => [file.name, { ...file, bytes: read(file.name) }]));
  const changed = [...texts.values()].find((file) => sha256(file.bytes) !== file.sha256);
  demand(changed === undefined, 'digest_wrong', `${changed?.name} was changed`);
  demand(entries.size === 0, 'file_strange', `nobody has signed ${[...entries].join(', ')}`);
  return { keyId: signer.id, statement, texts };
}

// 2. The archive is an unbroken chain, the ledger's dump is in it, and balances are the sums of transfers.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
}

/** Checks that every line seals itself and the one before, up to the head that the ledger named. */
function checkChain(lines, { head, olderObjects }) {
  let [hash, due, place] = [olderObjects === 0 ? '0'.repeat(64) : lines[0]?.previous, 0, ''];
  for (const [at, { hash: own, ...line }] of lines.entries()) {
    const isNext = line.previous === hash && (line.kind === 'object') === (due === 0);
    demand(isNext && sha256(canonical(line)) === own, 'chain_broken', `at line ${at + 1} of archive.ndjson`);
    [hash, due] = [own, line.kind === 'object' ? line.commands : due - 1];
    if (line.kind === 'object') place = `${`${line.epoch}`.padStart(6, '0')}/${`${line.ordinal}`.padStart(10, '0')}`;
  }
  const isWhole = head === null || (head.key === `ledger/operations/${place}.ndjson` && head.hash === hash);
  demand(due === 0 && isWhole, 'chain_broken', 'archive.ndjson does not end where the ledger says');
}
function balancesOf(transfers) {
  const balances = {};
  for (const { debitAccount, creditAccount, amountMinor } of transfers) {
    balances[debitAccount] = (balances[debitAccount] ?? 0n) - BigInt(amountMinor);
    balances[creditAccount] = (balances[creditAccount] ?? 0n) + BigInt(amountMinor);
  }
  return balances;
}
function checkLedger({ operations, transfers, balances }, lines) {
  const operation = (it) => `${it.commandId} ${it.paymentId} ${textOf(it)}`;
  const transfer = (it) => `${it.transferId} ${it.debitAccount} ${it.creditAccount} ${it.amountMinor}`;
  const all = lines.flatMap((it) => [operation({ ...it, ...it.operation }), ...(it.transfers ?? []).map(transfer)]);
  const strange = new Set([...operations.map(operation), ...transfers.map(transfer)]).difference(new Set(all));
  demand(strange.size === 0, 'ledger_differs', `not in the archive: ${[...strange][0]}`);
  const sums = balancesOf(transfers);
  const adrift = balances.find(({ account, creditMinor }) => BigInt(creditMinor) !== (sums[account] ?? 0n));
  demand(adrift === undefined, 'ledger_differs', `the balance of ${adrift?.account} is not the sum of its transfers`);
}

// 3. How each payment must stand, by requests and answers. Above these amounts it is held for review.
const reviewAbove = { EUR: 100_000_000n, USD: 116_000_000n, JPY: 178_000_000n, KWD: 356_000_000n };
const disputeFee = { EUR: 1_500n, USD: 1_740n, JPY: 2_670n, KWD: 5_340n };
const nothing = { reviewed: 0n, held: 0n, captured: 0n, refunded: 0n, disputed: 0n, charged: 0n };
const textOf = ({ operation, amountMinor, version }) => `${operation} ${amountMinor ?? 'nothing'} (${version})`;
function begin({ capture, amountMinor, currency }) {
  const amount = BigInt(amountMinor);
  const isReviewed = amount > (reviewAbove[currency] ?? amount);
  const [name, operation] = capture === 'manual' ? ['held', 'authorize'] : ['captured', 'capture'];
  const first = isReviewed ? { operation: 'hold_for_review' } : { operation, amountMinor };
  return { capture, ...nothing, [isReviewed ? 'reviewed' : name]: amount, done: [textOf({ ...first, version: 2 })] };
}
/** The answer that a change must get in a state, and the state after it. */
function answerDue(state, { action, amountMinor, isFinal, seen }) {
  const { capture, reviewed, held, captured, refunded, disputed, charged, done } = state;
  const left = captured - refunded - disputed - charged;
  const ofHeld = { approve: reviewed, reject: reviewed, capture: held, void: held };
  const open = { ...ofHeld, refund: left, dispute: disputed > 0n ? 0n : left }[action] ?? disputed;
  if (seen === 'old_version') return { status: 412, told: 'version_mismatch', after: state };
  if (open === 0n) return { status: 409, told: 'operation_not_allowed', after: state };
  const part = BigInt(amountMinor ?? open);
  const of = ['capture', 'void'].includes(action) ? 'authorized' : 'captured';
  if (part > open) return { status: 422, told: `amount_over_${of}`, after: state };
  const [into, target] = capture === 'manual' ? ['held', 'authorize'] : ['captured', 'capture'];
  const rest = part < open && !isFinal ? 'partial_' : '';
  const [operation, moved] = {
    approve: [`approve_${target}`, { reviewed: 0n, [into]: part }],
    reject: ['reject', { reviewed: 0n }],
    capture: [`${rest}capture`, { held: isFinal ? 0n : held - part, captured: captured + part }],
    void: ['void', { held: 0n }],
    refund: [`${rest}refund`, { refunded: refunded + part }],
    dispute: ['open_dispute', { disputed: part }],
    evidence: ['submit_evidence', {}],
    win: ['win_dispute', { disputed: 0n }],
    lose: ['lose_dispute', { disputed: 0n, charged: charged + part }],
  }[action];
  const told = textOf({ operation, amountMinor: part, version: done.length + 2 });
  return { status: 201, told, after: { ...state, ...moved, done: [...done, told] } };
}

/** The state of a payment after its changes. Only the ledger knows whether one without an answer has happened, or a hold ran out. */
function follow(wanted, changes, inLedger) {
  let [state, wrong] = [begin(wanted), 0];
  const ranOut = ({ held, done, ...rest }) => {
    const told = wanted.holdSeconds && textOf({ operation: 'expire', amountMinor: held, version: done.length + 2 });
    return inLedger.includes(told) ? { ...rest, held: 0n, done: [...done, told] } : { ...rest, held, done };
  };
  for (const { wanted: change, answers } of changes) {
    const due = [state, ranOut(state)].map((it) => answerDue(it, change));
    if (wanted.holdSeconds && change.action === 'capture') due.push({ status: 409, told: 'payment_expired' });
    const { code, amount_minor: amountMinor, ...operation } = jsonIn(answers[0]?.body) ?? {};
    const told = `${answers[0]?.status} ${code ?? textOf({ ...operation, amountMinor })}`;
    const one = due.find((it) => (answers[0] ? told === `${it.status} ${it.told}` : inLedger.includes(it.told)));
    state = one?.after ?? state;
    wrong += one ? 0 : Math.min(answers.length, 1);
  }
  return { state: ranOut(state), wrong };
}

/** 4. What the ledger holds of it. Payments or changes of the book: one for each idempotency key, with its final answers that differ. */
function keysIn(book, kind, isFinal) {
  const answers = groups(book.filter((it) => it.kind === 'answer').filter(isFinal), 'number');
  const requests = book.filter((it) => it.kind === 'request' && it[kind] !== undefined);
  return [...groups(requests, 'idempotencyKey').values()].map((sent) => {
    const own = sent.flatMap(({ number }) => answers.get(number) ?? []).sort((left, right) => left.atMs - right.atMs);
    const all = own.filter(({ status }) => kind !== 'intent' || status === (sent[0].purpose === 'process' ? 200 : 202));
    return { wanted: sent[0][kind], answers: [...new Map(all.map((it) => [`${it.status} ${it.body}`, it])).values()] };
  });
}

/** An answer that settles a change: 404, 429 and two kinds of 409 mean not yet. */
const notYet = ['conflict', 'payment_not_booked_yet'];
const isFinal = ({ status, body }) =>
  status < 500 && status !== 404 && status !== 429 && !notYet.includes(jsonIn(body)?.code);
/** The rule that a payment's row, operations and transfers break. */
function breachOf(row, { wanted, state, done, transfers }) {
  if (['amountMinor', 'currency', 'merchantId'].some((name) => row[name] !== wanted[name])) return 'misbooked';
  if (done.length === 0) return 'inDoubt';
  if (!same(done, state.done)) return done.length > state.done.length ? 'changesUnrequested' : 'misbooked';
  if (transfers.some(({ debitAccount }) => debitAccount.startsWith('suspense/failover/'))) return undefined;
  const disputes = BigInt(count(done, (text) => text.startsWith('open_dispute ')));
  const fees = (state.captured * 140n) / 10_000n + disputes * (disputeFee[row.currency] ?? 0n); // 1.4 %, rounded down.
  const due = [state.held, state.captured, state.refunded, state.disputed + state.charged, fees];
  const sums = balancesOf(transfers);
  const sum = (account) => sums[`${account}/${row.currency}`] ?? 0n;
  const credited = ['network/refunds', 'network/disputes', 'redoubt/fees'].map(sum);
  const moved = [-sum('network/held'), -sum('network/receivable'), ...credited];
  const add = (left, right) => BigInt(row[left]) + BigInt(row[right]);
  const [back, paid] = [add('disputedMinor', 'chargedBackMinor'), add('feeMinor', 'disputeFeeMinor')];
  const told = [row.heldMinor, row.capturedMinor, row.refundedMinor, back, paid];
  if ([0, 1, 2].some((at) => moved[at] > due[at])) return 'duplicated';
  return row.version === done.length + 1 && `${told}` === `${due}` && `${moved}` === `${due}` ? undefined : 'misbooked';
}

/** The counts of a verdict that follow from book and ledger: breaches, and what there was. */
function judgeMoney(book, ledger, { oldEpoch, zombieWrites }, left) {
  const payments = keysIn(book, 'intent', ({ status }) => status === 202 || status === 200);
  const changes = keysIn(book, 'change', isFinal);
  const names = ['lost', 'duplicated', 'misbooked', 'inDoubt', 'changesLost', 'changesUnrequested', 'answersWrong'];
  const [found, taken] = [Object.fromEntries(names.map((name) => [name, 0])), new Set()];
  for (const { wanted, answers } of payments) {
    const ids = new Set(answers.map(({ body }) => jsonIn(body)?.transaction_id ?? jsonIn(body)?.id));
    const rows = ledger.payments.filter((it) => it.reference === wanted.reference || ids.has(it.paymentId));
    for (const row of rows) taken.add(row);
    const isOfRow = ({ paymentId }) => paymentId === rows[0]?.paymentId;
    const [operations, transfers] = [ledger.operations, ledger.transfers].map((all) => all.filter(isOfRow));
    const done = operations.map(textOf);
    const own = changes.filter((it) => it.wanted.reference === wanted.reference);
    const { state, wrong } = follow(wanted, own, done);
    const known = operations.map(({ commandId }) => `op_${commandId.replaceAll('-', '')}`);
    const isLost = ({ status, body }) => status === 201 && !known.includes(jsonIn(body)?.id);
    const lost = own.flatMap((it) => it.answers.filter(isLost)).length;
    found.answersWrong += wrong;
    found.changesLost += lost;
    if (rows.length > 1 || ids.size > 1) found.duplicated += 1;
    else if (ids.size === 1 && !ids.has(rows[0]?.paymentId)) found.lost += 1;
    const breach = rows.length === 1 && lost === 0 && breachOf(rows[0], { wanted, state, done, transfers });
    if (breach) found[breach] += 1;
  }
  const references = new Set(ledger.payments.map(({ reference }) => reference));
  found.unrequested = count(ledger.payments, (it) => !taken.has(it) && !it.isCanary);
  found.staleEpochWritesAccepted = count(zombieWrites, (it) => it.accepted || references.has(it.reference));
  const sums = {};
  for (const it of ledger.balances) sums[it.currency] = String(BigInt(sums[it.currency] ?? 0) + BigInt(it.creditMinor));
  const kept = new Set(ledger.operations.filter(({ epoch }) => epoch === oldEpoch).map(({ commandId }) => commandId));
  const facts = {
    acknowledged: count(payments, ({ answers }) => answers.length > 0),
    changesDone: count(changes, ({ answers }) => answers[0]?.status === 201),
    ledgerSumByCurrency: sums,
    lostByReplication: count(left, (it) => it.epoch === oldEpoch && !kept.has(it.commandId)),
    appliedFromJournal: count(ledger.operations, ({ appliedBy }) => appliedBy === 'recovery'),
  };
  return { found, facts };
}

// 5. How long it took, in milliseconds since the fault.
function measure(book, failover, { loaded, drill, conduct }, recovered) {
  const brokenMs = drill.faults.find(({ isFelt }) => isFelt)?.fromMs ?? loaded.fromMs;
  const after = (atMs) => (atMs === undefined ? null : Math.round((atMs - brokenMs) * 10) / 10);
  const isByActive = ({ servedBy }) => servedBy?.split(';')[0] === conduct.changes.at(-1)?.activeRegion;
  const requests = new Map(book.filter(({ kind }) => kind === 'request').map((it) => [it.number, it]));
  const isLate = ({ number }) => requests.get(number).atMs > brokenMs;
  const accepted = book.filter(({ status }) => status === 202);
  const changes = book.filter((it) => it.status === 201 && requests.get(it.number).purpose === 'change');
  const captured = /^(captured|.*refunded|disputed|charged_back)$/;
  const sightings = book.filter((it) => it.kind === 'sighting' && captured.test(it.status));
  const lateIds = new Set(accepted.filter(isLate).map(({ body }) => jsonIn(body)?.id));
  const processed = book.filter((it) => it.status === 200 && requests.get(it.number)?.purpose === 'process');
  const fromMs = Math.max(loaded.fromMs, brokenMs);
  const isInLoad = (atMs) => atMs > fromMs && atMs < loaded.toMs;
  const moments = [...sightings, ...changes, ...processed].map(({ atMs }) => atMs).filter(isInLoad);
  const edges = [fromMs, ...moments, loaded.toMs].sort((left, right) => left - right);
  const pauses = edges.slice(1).map((toMs, at) => Math.round(toMs) - Math.round(edges[at]));
  const recovery = failover?.stages.find(({ stage }) => stage === 'recover-services');
  const tookMs = Date.parse(failover?.recoveredAt) - Date.parse(recovery?.startedAt);
  return {
    detectedMs: failover === undefined ? null : after(Date.parse(failover.decidedAt) - Date.parse(drill.startedAt)),
    firstAcceptedMs: after(accepted.find((it) => it.atMs > brokenMs && isByActive(it))?.atMs),
    firstPostedMs: after(sightings.find((it) => lateIds.has(it.paymentId) && isByActive(it))?.atMs),
    firstChangedMs: after(changes.find((it) => isLate(it) && isByActive(it))?.atMs),
    moneyStoodStillMs: pauses.reduce((sum, ms) => (ms > 1500 ? sum + ms : sum), 0),
    recoveredCommandMs: tookMs >= 0 && recovered > 0 ? Math.round((tookMs / recovered) * 100) / 100 : null,
  };
}

/** 6. Is that what the report says? @returns what both say; @throws an Error named Refusal, with a code */
export function verifyEvidence(folder, trustedPem) {
  const { keyId, statement, texts } = openFolder(folder, trustedPem);
  const open = (name) => texts.get(name)?.bytes ?? demand(false, 'history_left_out', `${name} is not in the manifest`);
  const [report, observed] = ['report', 'observed'].map((name) => JSON.parse(open(`${name}.json`)));
  const histories = ['book', 'ledger', 'left-behind', 'archive', 'failovers'];
  const [book, rows, left, archive, failovers] = histories.map((name) => rowsIn(open(`${name}.ndjson`)));
  const tables = ['payments', 'operations', 'transfers', 'balances'];
  const ledger = Object.fromEntries(tables.map((table) => [table, rows.filter((row) => row.table === table)]));
  ledger.operations.sort((left, right) => left.version - right.version);
  demand(book.length === observed.bookEntries, 'history_torn', `book.ndjson had ${observed.bookEntries} entries`);
  checkChain(archive, observed.archive);
  const { pass, breaches, ...verdict } = report.verdict;
  if (pass && observed.archive.olderObjects === 0) checkLedger(ledger, archive);
  const { found, facts } = judgeMoney(book, ledger, observed, left);
  const times = measure(book, failovers.at(-1), observed, facts.appliedFromJournal);
  const { objectives } = observed.drill;
  const objectivesMissed = Object.keys(objectives).filter((it) => times[it] === null || times[it] > objectives[it]);
  const recomputed = { ...observed.drill, ...found, ...facts, ...times, objectivesMissed };
  const told = { ...verdict, ...report.achieved, ...report };
  const isOther = (it) => !same(told[it], recomputed[it]) && !(found[it] > 0 && told[it] > 0);
  const differing = Object.keys(recomputed).filter(isOther);
  const words = differing.map((it) => `${it} ${canonical(told[it])}, by the histories ${canonical(recomputed[it])}`);
  demand(words.length === 0, 'report_differs', `the report says: ${words.join('; ')}`);
  const isBroken = Object.values({ ...found, ...facts.ledgerSumByCurrency }).some(Number);
  const isOne = pass === (breaches === 0) && pass === statement.predicate.passed && !(pass && isBroken);
  demand(isOne, 'report_differs', `the report says ${pass ? 'passed' : 'failed'}, with ${breaches} breaches`);
  return { keyId, passed: pass, archived: archive.length, ...recomputed };
}
if (import.meta.filename === realpathSync(process.argv[1] ?? '.')) {
  const [, , folder = '.', key] = process.argv;
  console.log(verifyEvidence(folder, key && readFileSync(key)));
}
