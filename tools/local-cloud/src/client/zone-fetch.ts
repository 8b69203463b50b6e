import { Resolver } from 'node:dns/promises';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';

/**
 * Reaches our names as a client on the internet would: asks the local Route 53 over DNS before each new request, and keeps
 * nothing of the answer.
 */
export class ZoneFetch {
  readonly #resolver = new Resolver({ timeout: 1000, tries: 2 });
  readonly #portBase: number;
  /** One pool of connections for each address. */
  readonly #agents = new Map<string, Agent>();

  constructor(portBase: number) {
    this.#portBase = portBase;
    this.#resolver.setServers([`127.0.0.1:${portBase + 1}`]);
  }

  resolve(name: string): Promise<readonly string[]> {
    return this.#resolver.resolve4(name);
  }

  /** @throws TypeError as global `fetch` does, with the cause, when the name leads nowhere or nobody answers */
  async fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const target = new URL(url);
    const [address] = await this.resolve(target.hostname).catch((cause: unknown) => {
      throw new TypeError('fetch failed', { cause });
    });
    if (address === undefined) throw new TypeError(`fetch failed: ${target.hostname} has no address`);
    const response = await undiciFetch(target, { ...(init as object), dispatcher: this.#agentFor(address) });
    return response as unknown as Response;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }

  #agentFor(address: string): Agent {
    const known = this.#agents.get(address);
    if (known !== undefined) return known;
    const connector = buildConnector({});
    const port = String(this.#portBase);
    const agent = new Agent({
      // The name stays in the request; only the connection goes to the address and to the port that stands for 80.
      connect: (options, callback) =>
        connector({ ...options, protocol: 'http:', hostname: address, host: `${address}:${port}`, port }, callback),
    });
    this.#agents.set(address, agent);
    return agent;
  }
}
