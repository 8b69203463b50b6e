import { dnsName, type RecordSet } from '../../definitions/record-set.ts';
import { candidatesOf, chooseRecord } from './choose-record.ts';

/** Records and health that an answer depends on; all may change between two questions. */
export interface ZoneView {
  /** Names of the hosted zones. */
  readonly zones: readonly string[];
  readonly records: readonly RecordSet[];
  /** Loopback address behind each name that API Gateway gives a regional custom domain. */
  readonly regionalDomains: ReadonlyMap<string, string>;
  isCheckHealthy(healthCheckId: string): boolean;
  /** From 0 up to but without 1. */
  draw(): number;
}

export interface Answer {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly value: string;
}

export type Resolution =
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }
  /** The name exists, with other types. */
  | { readonly kind: 'no_data'; readonly zone: string }
  | { readonly kind: 'no_such_name'; readonly zone: string }
  | { readonly kind: 'not_our_zone' };

/** Names that may lead to one another before it is called a circle. */
const chainMax = 8;

/** Answers a question as Route 53 would: chooses by policy and health, follows aliases silently and CNAMEs openly. */
export function resolveName(view: ZoneView, question: { readonly name: string; readonly type: string }): Resolution {
  const name = dnsName(question.name);
  const zone = view.zones.find((candidate) => name === candidate || name.endsWith(`.${candidate}`));
  if (zone === undefined) return { kind: 'not_our_zone' };
  const answers = answersOf(view, { name, type: question.type }, 0);
  if (answers.length > 0) return { kind: 'answers', answers };
  const exists =
    name === zone || view.records.some((record) => record.name === name || record.name.endsWith(`.${name}`));
  return { kind: exists ? 'no_data' : 'no_such_name', zone };
}

/** Every address that a name may lead to now, the likelier first. */
export function addressesOf(view: ZoneView, name: string): readonly string[] {
  const own = dnsName(name);
  const records = [...recordsOf(view, own, 'A'), ...recordsOf(view, own, 'CNAME')];
  return candidatesOf(records, (record) => isRecordHealthy(view, record, 0))
    .toSorted((left, right) => right.share - left.share)
    .flatMap(({ record }) =>
      valuesOf(view, record, 0).flatMap((value) =>
        record.type === 'A'
          ? [value]
          : addressAnswers(view, { name: dnsName(value), type: 'A' }, 1, record.ttlSeconds).map(
              (answer) => answer.value,
            ),
      ),
    );
}

function answersOf(view: ZoneView, { name, type }: { name: string; type: string }, depth: number): readonly Answer[] {
  if (depth > chainMax) return [];
  const record = choose(view, name, type, depth);
  if (record !== undefined) {
    return valuesOf(view, record, depth).map((value) => ({ name, type, ttlSeconds: record.ttlSeconds, value }));
  }
  const canonical = type === 'CNAME' ? undefined : choose(view, name, 'CNAME', depth);
  if (canonical === undefined) return [];
  return valuesOf(view, canonical, depth).flatMap((value) => [
    { name, type: 'CNAME', ttlSeconds: canonical.ttlSeconds, value },
    ...addressAnswers(view, { name: dnsName(value), type }, depth + 1, canonical.ttlSeconds),
  ]);
}

/** Answers for the end of a CNAME: one of our names, or one of API Gateway's. */
function addressAnswers(
  view: ZoneView,
  question: { name: string; type: string },
  depth: number,
  ttlSeconds: number,
): readonly Answer[] {
  const address = question.type === 'A' ? view.regionalDomains.get(question.name) : undefined;
  return address === undefined
    ? answersOf(view, question, depth)
    : [{ name: question.name, type: 'A', ttlSeconds, value: address }];
}

function choose(view: ZoneView, name: string, type: string, depth: number): RecordSet | undefined {
  return chooseRecord(recordsOf(view, name, type), (record) => isRecordHealthy(view, record, depth), view.draw());
}

function recordsOf(view: ZoneView, name: string, type: string): readonly RecordSet[] {
  return view.records.filter((record) => record.name === name && record.type === type);
}

function valuesOf(view: ZoneView, record: RecordSet, depth: number): readonly string[] {
  if (record.target.kind === 'values') return record.target.values;
  const address = view.regionalDomains.get(record.target.name);
  if (address !== undefined) return record.type === 'A' ? [address] : [];
  return answersOf(view, { name: record.target.name, type: record.type }, depth + 1).map(({ value }) => value);
}

/** A record is healthy when its check is, and, for an alias that asks for it, when its target has a healthy record. */
function isRecordHealthy(view: ZoneView, record: RecordSet, depth: number): boolean {
  if (record.healthCheckId !== undefined && !view.isCheckHealthy(record.healthCheckId)) return false;
  const { target } = record;
  if (target.kind !== 'alias' || !target.evaluatesTargetHealth || depth > chainMax) return true;
  // API Gateway's names have no health of their own: Route 53 takes them as healthy.
  if (view.regionalDomains.has(target.name)) return true;
  return recordsOf(view, target.name, record.type).some((inner) => isRecordHealthy(view, inner, depth + 1));
}
