import type { Links } from '../../../engines/link/links.ts';
import type { FaultDrivers, Heal } from './fault-driver.ts';
import { refused } from './refused.ts';

/** Faults of the traffic between regions, and between a region and the quorum. */
export function linkFaults(links: Links): Pick<FaultDrivers, 'link' | 'quorum-cut' | 'isolate'> {
  const cut = (selects: Parameters<Links['matching']>[0]): Heal =>
    together(links.matching(selects).map((link) => link.impose({ cut: true })));
  return {
    link: ({ from, to, traffic, effect, seed }) => {
      links.assertNamed(from);
      if (to !== 'quorum') links.assertNamed(to);
      const isOnPath = (one: string, other: string | undefined) => one === from && (other ?? 'quorum') === to;
      const isOfKind = (kind: string) => traffic === undefined || traffic.some((wanted) => wanted === kind);
      const outward = links.matching((link) => isOfKind(link.kind) && isOnPath(link.from, link.to));
      if ('cut' in effect || 'hold' in effect) return together(outward.map((link) => link.impose(effect)));
      const inward = links.matching((link) => isOfKind(link.kind) && link.from === to && link.to === from);
      return together([
        ...outward.map((link) => link.impose({ ...effect, seed, bytes: 'outward' })),
        ...inward.map((link) => link.impose({ ...effect, seed, bytes: 'inward' })),
      ]);
    },
    'quorum-cut': ({ region }) => {
      links.assertNamed(region);
      return cut(({ kind, from }) => kind === 'quorum' && from === region);
    },
    isolate: ({ region, fromInternet }) => {
      if (fromInternet)
        throw refused('a front door can not be isolated from the internet', 'isolate without fromInternet');
      links.assertNamed(region);
      return cut(({ from, to }) => from === region || to === region);
    },
  };
}

function together(heals: readonly Heal[]): Heal {
  return () => {
    for (const heal of heals) void heal();
  };
}
