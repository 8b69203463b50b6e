import type { CloudView, LinkView } from '../../src/wire.ts';
import { spanText } from './ages.ts';
import type { Standing } from './tone.ts';

export interface LinkLine extends Standing {
  /** Kind of traffic, for people. */
  readonly name: string;
  /** Each way by itself, where they differ. */
  readonly ways: readonly string[];
}

const names: Readonly<Record<string, string>> = {
  postgres: 'Replication',
  aws: 'Events and calls',
  http: 'HTTP',
  quorum: 'Quorum',
};

/** One line for each kind of traffic. */
export function linkLinesOf({ links }: Pick<CloudView, 'links'>): readonly LinkLine[] {
  return Object.entries(names).flatMap(([kind, name]) => {
    const ways = links.filter((link) => link.kind === kind);
    if (ways.length === 0) return [];
    const bad = ways.filter((link) => link.state !== 'carrying' || link.delayMs > 0);
    const worst = ways.find(({ state }) => state === 'cut') ?? ways.find(({ state }) => state === 'held') ?? bad[0];
    const standing: Standing =
      worst === undefined
        ? { tone: 'good', text: 'carries' }
        : {
            tone: worst.state === 'carrying' ? 'warn' : 'bad',
            text: bad.length === ways.length ? stateText(worst) : `${stateText(worst)}, one way`,
          };
    return [
      { name, ...standing, ways: bad.map((link) => `${link.from} → ${link.to ?? 'quorum'}: ${stateText(link)}`) },
    ];
  });
}

function stateText({ state, delayMs }: LinkView): string {
  if (state !== 'carrying') return state;
  return delayMs > 0 ? `${spanText(delayMs)} late` : 'carries';
}
