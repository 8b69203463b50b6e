import type { SocketAddress } from './region-start.ts';

/** Ports of a region, counted from the port base; every region has its own loopback address. */
export const regionPort = { http: 0, aws: 1, postgres: 2, oldLedger: 3 } as const;

/** First port of the link's proxies, counted from the port base. */
const firstLinkPort = 10;

/** Host number below 127.0.0.0 of the regions that are used most; others follow in the order they appear. */
const hostNumbers: Readonly<Record<string, number>> = { 'us-east-1': 11, 'us-east-2': 12, 'us-west-2': 13 };
const firstFreeHostNumber = 14;

/** Every address that a local cloud listens on. */
export class PortPlan {
  readonly base: number;
  readonly #regions: readonly string[];

  constructor(base: number, regions: readonly string[]) {
    this.base = base;
    this.#regions = regions;
  }

  get api(): SocketAddress {
    return this.#control(0);
  }

  get dns(): SocketAddress {
    return this.#control(1);
  }

  get internetProxy(): SocketAddress {
    return this.#control(2);
  }

  get inbox(): SocketAddress {
    return this.#control(3);
  }

  get quorum(): SocketAddress {
    return this.#control(4);
  }

  get console(): SocketAddress {
    return this.#control(5);
  }

  link(index: number): SocketAddress {
    return this.#control(firstLinkPort + index);
  }

  regionAddress(region: string): string {
    const known = hostNumbers[region];
    const others = this.#regions.filter((name) => hostNumbers[name] === undefined);
    return `127.0.0.${known ?? firstFreeHostNumber + Math.max(0, others.indexOf(region))}`;
  }

  frontDoor(region: string): SocketAddress {
    return { host: this.regionAddress(region), port: this.base + regionPort.http };
  }

  aws(region: string): SocketAddress {
    return { host: this.regionAddress(region), port: this.base + regionPort.aws };
  }

  /** Everything that must be free, with what it is for. */
  needed(): readonly { readonly address: SocketAddress; readonly purpose: string }[] {
    const count = this.#regions.length;
    // To each peer one proxy for each kind of traffic, and one to the quorum.
    const links = count * (count - 1) * 3 + count;
    return [
      { address: this.api, purpose: 'control' },
      { address: this.dns, purpose: 'DNS' },
      { address: this.internetProxy, purpose: 'the internet proxy' },
      { address: this.inbox, purpose: 'the webhook inbox' },
      { address: this.quorum, purpose: 'the strongly consistent tables' },
      { address: this.console, purpose: 'the console' },
      ...Array.from({ length: links }, (_, index) => ({
        address: this.link(index),
        purpose: 'the link between regions',
      })),
      ...this.#regions.flatMap((region) =>
        Object.entries(regionPort).map(([name, offset]) => ({
          address: { host: this.regionAddress(region), port: this.base + offset },
          purpose: `${name} of ${region}`,
        })),
      ),
    ];
  }

  #control(offset: number): SocketAddress {
    return { host: '127.0.0.1', port: this.base + offset };
  }
}

/** `http://host:port` */
export function urlOf({ host, port }: SocketAddress): string {
  return `http://${host}:${port}`;
}
