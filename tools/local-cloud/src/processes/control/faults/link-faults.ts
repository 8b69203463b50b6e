import type { Links } from '../../../engines/link/links.ts';
import { type FaultDrivers, type Heal, together } from './fault-driver.ts';

/** Faults of the traffic between regions, and between a region and the quorum. */
export function linkFaults(links: Links): Pick<FaultDrivers, 'link' | 'quorum-cut'> {
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
      return cut(links, ({ kind, from }) => kind === 'quorum' && from === region);
    },
  };
}

/** Cuts a region off from its peers and from the quorum. */
export function cutOff(links: Links, region: string): Heal {
  links.assertNamed(region);
  return cut(links, ({ from, to }) => from === region || to === region);
}

function cut(links: Links, picks: Parameters<Links['matching']>[0]): Heal {
  return together(links.matching(picks).map((link) => link.impose({ cut: true })));
}
