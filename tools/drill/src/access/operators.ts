import { type LocalCloud, type RoleCredentials, signRequest } from '@redoubt/local-cloud';
import type { FrontDoor, UnsignedRequest } from '../load/sender.ts';

/** Requests that decide on what somebody else has asked for; the others are an operator's. */
const decisions = /\/(approvals|rejections)$/;

/** New credentials are asked for so long before the old ones end, in milliseconds: a request may wait for its answer. */
const renewBeforeMs = 5 * 60_000;

/** Sessions of the roles that people assume, one for each role: who orders does not approve. */
export class Operators {
  readonly #cloud: LocalCloud;
  readonly #suffix: string;
  readonly #regions: ReadonlyMap<string, string>;
  readonly #sessions = new Map<string, Promise<RoleCredentials>>();

  private constructor(
    cloud: LocalCloud,
    given: { readonly suffix: string; readonly regions: ReadonlyMap<string, string> },
  ) {
    this.#cloud = cloud;
    this.#suffix = given.suffix;
    this.#regions = given.regions;
  }

  static async of(cloud: LocalCloud): Promise<Operators> {
    const { suffix, regions } = await cloud.status();
    const byAddress = regions.map(({ region, frontDoor }) => [new URL(frontDoor).hostname, region] as const);
    return new Operators(cloud, { suffix, regions: new Map(byAddress) });
  }

  /** Headers of a request, signed for the region behind an address. */
  async headersOf(
    { path, ...request }: UnsignedRequest,
    { address, host }: FrontDoor,
  ): Promise<Readonly<Record<string, string>>> {
    const region = this.#regions.get(address);
    if (region === undefined) throw new Error(`no region answers at ${address}`);
    const url = new URL(`http://${host}${path}`);
    const credentials = await this.#session(decisions.test(url.pathname) ? 'approver' : 'operator');
    return (await signRequest({ ...request, url }, { credentials, region })).headers;
  }

  async #session(role: string): Promise<RoleCredentials> {
    const known = await this.#sessions.get(role);
    if (known !== undefined && Date.parse(known.expiresAt) - renewBeforeMs > Date.now()) return known;
    const begun = this.#cloud.assumeRole(`${role}-role-${this.#suffix}`, `drill-${role}`);
    this.#sessions.set(role, begun);
    // The next request asks again.
    begun.catch(() => this.#sessions.delete(role));
    return await begun;
  }
}
