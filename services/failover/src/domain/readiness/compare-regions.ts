import type { ReadinessFinding } from '@redoubt/contracts';
import { type FactRule, factRules } from './fact-rules.ts';
import { type FactKind, type Facts, factKinds, type RegionFacts } from './region-facts.ts';

/** Characters of a value that a finding repeats. */
const valueCharactersMax = 160;

/** Kinds of findings about what was not told. */
export const silenceKinds = ['region_silent', 'unread'] as const;

/** A region with everything that it told. */
export interface TellingRegion {
  readonly region: string;
  readonly facts: RegionFacts;
}

export interface Comparison {
  readonly findings: readonly ReadinessFinding[];
  /** Subjects that both regions told, by kind. */
  readonly compared: Readonly<Record<string, number>>;
}

/**
 * Everything in which the standby is not as the active region is, and everything that is wrong in either by itself. What a region did
 * not tell is a finding; nothing is compared with it.
 */
export function compareRegions(active: TellingRegion, standby: TellingRegion): Comparison {
  const told = factKinds.flatMap((kind) => {
    const [expected, got] = [toldBy(active, kind), toldBy(standby, kind)];
    return expected === undefined || got === undefined ? [] : [{ kind, expected, got }];
  });
  return {
    findings: [
      ...[active, standby].flatMap(silenceOf),
      ...told.flatMap(({ kind, expected, got }) =>
        differences(kind, { expected, got, active: active.region, standby: standby.region }),
      ),
      ...unsound(active, standby.region),
      ...unsound(standby, active.region),
    ],
    compared: Object.fromEntries(
      told.map(({ kind, expected, got }) => [kind, Object.keys(expected).filter((subject) => subject in got).length]),
    ),
  };
}

function toldBy({ facts }: TellingRegion, kind: FactKind): Facts | undefined {
  const told = facts[kind];
  return told.outcome === 'told' ? told.facts : undefined;
}

function silenceOf({ region, facts }: TellingRegion): readonly ReadinessFinding[] {
  const silent = factKinds.flatMap((kind) => {
    const told = facts[kind];
    return told.outcome === 'silent' ? [{ kind, reason: told.reason }] : [];
  });
  const [first] = silent;
  if (first === undefined) return [];
  const of = { grade: 'mend', region, expected: 'an answer' } as const;
  if (silent.length === factKinds.length) {
    const mend = 'read docs/runbooks/failover-not-ready.md; a lost region: redoubt failover show';
    return [{ ...of, kind: 'region_silent', subject: region, got: shortened(first.reason), mend }];
  }
  return silent.map(({ kind, reason }) => ({
    ...of,
    kind: 'unread',
    subject: kind,
    got: shortened(reason),
    mend: 'read the log of failover-check-readiness; npx nx deploy failover when a permission is missing',
  }));
}

function differences(
  kind: FactKind,
  {
    expected,
    got,
    active,
    standby,
  }: { readonly expected: Facts; readonly got: Facts; readonly active: string; readonly standby: string },
): readonly ReadinessFinding[] {
  const subjects = [...new Set([...Object.keys(expected), ...Object.keys(got)])].sort();
  return (
    subjects
      .filter((subject) => expected[subject] !== got[subject])
      // What is wrong by itself is named once.
      .filter((subject) => ![expected, got].some((facts) => isUnsound(factRules[kind], subject, facts[subject])))
      .map((subject) => ({
        kind,
        grade: 'mend',
        subject,
        region: standby,
        got: shortened(got[subject] ?? 'nothing'),
        expected: shortened(expected[subject] ?? 'nothing'),
        mend: factRules[kind].mend({ subject, region: standby, otherRegion: active, expected: expected[subject] }),
      }))
  );
}

/** Everything that is wrong in a region by itself, whatever the other one told. */
function unsound(telling: TellingRegion, otherRegion: string): readonly ReadinessFinding[] {
  const { region } = telling;
  return factKinds.flatMap((kind) => {
    const rule = factRules[kind];
    return Object.entries(toldBy(telling, kind) ?? {})
      .filter(([subject, text]) => isUnsound(rule, subject, text))
      .map(([subject, text]) => ({
        kind,
        grade: 'mend' as const,
        subject,
        region,
        got: shortened(text),
        expected: rule.sound?.expected ?? '',
        mend: rule.mend({ subject, region, otherRegion, expected: rule.sound?.expected }),
      }));
  });
}

function isUnsound({ sound }: FactRule, subject: string, text: string | undefined): boolean {
  return sound !== undefined && text !== undefined && !sound.isSound(subject, text);
}

function shortened(text: string): string {
  return text.length > valueCharactersMax ? `${text.slice(0, valueCharactersMax)}…` : text;
}
