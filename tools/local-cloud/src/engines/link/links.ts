import type { LinkKind } from '../../protocol/fault.ts';
import type { LinkSelector, LinkState } from '../../protocol/local-cloud.ts';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import { type PortPlan, regionPort } from '../../protocol/port-plan.ts';
import type { PeerLink, SocketAddress } from '../../protocol/region-start.ts';
import { TcpLink } from './tcp-link.ts';

const peerKinds = ['aws', 'http', 'postgres'] as const satisfies readonly LinkKind[];

interface NamedLink {
  readonly selector: LinkSelector;
  readonly listen: SocketAddress;
  readonly link: TcpLink;
}

/** All traffic between regions, and between a region and the quorum: the one link that rule 5 of the local cloud asks for. */
export class Links {
  readonly #links: readonly NamedLink[];
  readonly #plan: PortPlan;

  constructor(regions: readonly string[], plan: PortPlan) {
    this.#plan = plan;
    const selectors = regions.flatMap((from): readonly LinkSelector[] => [
      ...regions
        .filter((to) => to !== from)
        .flatMap((to) => peerKinds.map((kind): LinkSelector => ({ kind, from, to }))),
      { kind: 'quorum', from },
    ]);
    this.#links = selectors.map((selector, index) => {
      const listen = plan.link(index);
      return { selector, listen, link: new TcpLink(listen, targetOf(selector, plan)) };
    });
  }

  async open(): Promise<void> {
    await Promise.all(this.#links.map(({ link }) => link.open()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#links.map(({ link }) => link.close()));
  }

  /** A region's ends of the link to each of its peers. */
  peersOf(region: string): Readonly<Record<string, PeerLink>> {
    const peers = this.#links.flatMap(({ selector }) =>
      selector.from === region && selector.to !== undefined ? [selector.to] : [],
    );
    return Object.fromEntries(
      [...new Set(peers)].map((to) => [
        to,
        {
          address: this.#plan.regionAddress(to),
          aws: this.#find({ kind: 'aws', from: region, to }).listen,
          http: this.#find({ kind: 'http', from: region, to }).listen,
          postgres: this.#find({ kind: 'postgres', from: region, to }).listen,
        },
      ]),
    );
  }

  quorumOf(region: string): SocketAddress {
    return this.#find({ kind: 'quorum', from: region }).listen;
  }

  /** @throws LocalCloudError `region_unknown` when no such link exists */
  at(selector: LinkSelector): TcpLink {
    return this.#find(selector).link;
  }

  /** The links that a test picks. */
  matching(picks: (selector: LinkSelector) => boolean): readonly TcpLink[] {
    return this.#links.filter(({ selector }) => picks(selector)).map(({ link }) => link);
  }

  /** @throws LocalCloudError `region_unknown` when no link begins at a region of this name */
  assertNamed(region: string): void {
    this.#find({ kind: 'quorum', from: region });
  }

  /** Resets what a region had under way in either direction, and forgets held bytes: the region is dead. */
  dropConnectionsOf(region: string): void {
    for (const { selector, link } of this.#links) {
      if (selector.from === region || selector.to === region) link.dropConnections();
    }
  }

  statuses(): readonly (LinkSelector & { readonly now: LinkState })[] {
    return this.#links.map(({ selector, link }) => ({ ...selector, now: link.state }));
  }

  #find({ kind, from, to }: LinkSelector): NamedLink {
    const found = this.#links.find(
      ({ selector }) => selector.kind === kind && selector.from === from && selector.to === to,
    );
    if (found !== undefined) return found;
    const known = this.#links.map(({ selector }) => textOf(selector)).join(', ');
    throw new LocalCloudError({
      code: 'region_unknown',
      what: `no link is called ${textOf({ kind, from, ...(to === undefined ? {} : { to }) })}`,
      why: `links are ${known}; from is the region that opens the connection`,
      fix: 'name one of them',
    });
  }
}

function textOf({ kind, from, to }: LinkSelector): string {
  return to === undefined ? `${kind} ${from}` : `${kind} ${from}→${to}`;
}

function targetOf({ kind, to }: LinkSelector, plan: PortPlan): SocketAddress {
  if (to === undefined || kind === 'quorum') return plan.quorum;
  return { host: plan.regionAddress(to), port: plan.base + regionPort[kind] };
}
