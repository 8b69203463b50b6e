/** Kinds of facts that a region is asked for; each is compared with the other region's. */
export const factKinds = [
  'stack',
  'template',
  'function_code',
  'function_setting',
  'function_concurrency',
  'account_quota',
  'parameter',
  'secret',
  'table',
  'rule',
  'state_machine',
  'database',
] as const;
export type FactKind = (typeof factKinds)[number];

/** A region's words on one kind, by subject. Words that must differ between regions are neutral already. */
export type Facts = Readonly<Record<string, string>>;

/** An answer, or why there is none: silence is a finding like any other. */
export type Told =
  | { readonly outcome: 'told'; readonly facts: Facts }
  | { readonly outcome: 'silent'; readonly reason: string };

/** Everything that a region told. */
export type RegionFacts = Readonly<Record<FactKind, Told>>;

/** The two regions, as the one that looks knows them. */
export interface RegionPair {
  readonly own: string;
  readonly peer: string;
}

/**
 * A text of a region with the names of both made one, so that what is left must be the same in both. That a region names itself where
 * it must name the other is lost by that; the values in question are made of the seat, in one template for both.
 */
export function neutral(text: string, { own, peer }: RegionPair): string {
  return text.replaceAll(own, '{region}').replaceAll(peer, '{region}');
}
