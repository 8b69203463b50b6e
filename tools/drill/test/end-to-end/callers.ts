import type { LocalCloud } from '@redoubt/local-cloud';
import { DrillCredentials } from '../../src/access/drill-credentials.ts';
import { type GivenKeys, giveKeys } from '../../src/access/give-keys.ts';
import type { Sender } from '../../src/load/sender.ts';

/** A request by whoever sends it. */
export interface CallerRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends requests to the API of a cloud by its names, each with what its sender shows. */
export class Callers {
  readonly cloud: LocalCloud;
  readonly keys: GivenKeys;
  readonly #credentials: DrillCredentials;

  private constructor(cloud: LocalCloud, given: { readonly keys: GivenKeys; readonly credentials: DrillCredentials }) {
    this.cloud = cloud;
    this.keys = given.keys;
    this.#credentials = given.credentials;
  }

  /** Registers merchants, and gives each its keys. */
  static async of(cloud: LocalCloud, merchantIds: readonly string[]): Promise<Callers> {
    const keys = await giveKeys(cloud, merchantIds);
    return new Callers(cloud, { keys, credentials: await DrillCredentials.of(cloud, keys) });
  }

  /** @throws TypeError when nobody answers */
  async fetch(sender: Sender, url: URL, { method, headers = {}, body }: CallerRequest): Promise<Response> {
    const sent = { method, ...(body === undefined ? {} : { body }) };
    const [address = ''] = await this.cloud.resolve(url.hostname).catch((cause: unknown) => {
      throw new TypeError('fetch failed', { cause });
    });
    const request = { ...sent, path: `${url.pathname}${url.search}`, headers };
    const shown = await this.#credentials.headersOf(sender, request, { address, host: url.host });
    return await this.cloud.fetch(url, { ...sent, headers: shown });
  }
}
