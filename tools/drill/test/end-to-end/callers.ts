import type { LocalCloud } from '@redoubt/local-cloud';
import { DrillCredentials } from '../../src/access/drill-credentials.ts';
import { type GivenKeys, giveKeys } from '../../src/access/give-keys.ts';
import type { Sender } from '../../src/load/sender.ts';
import type { RedoubtProcess } from './redoubt-process.ts';

/** A request by whoever sends it. */
export interface CallerRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Given {
  readonly keys: GivenKeys;
  readonly credentials: DrillCredentials;
  readonly command: RedoubtProcess;
}

/** Sends requests to the API of a cloud by its names, each with what its sender shows. */
export class Callers {
  readonly cloud: LocalCloud;
  readonly keys: GivenKeys;
  readonly #credentials: DrillCredentials;
  readonly #command: RedoubtProcess;

  private constructor(cloud: LocalCloud, { keys, credentials, command }: Given) {
    this.cloud = cloud;
    this.keys = keys;
    this.#credentials = credentials;
    this.#command = command;
  }

  /**
   * Registers merchants, and gives each its keys.
   *
   * @param command runs the cloud
   */
  static async of(cloud: LocalCloud, command: RedoubtProcess, merchantIds: readonly string[]): Promise<Callers> {
    const keys = await giveKeys(cloud, merchantIds);
    return new Callers(cloud, { keys, credentials: await DrillCredentials.of(cloud, keys), command });
  }

  /**
   * @throws TypeError when nobody answers
   * @throws HasEndedError when nobody will answer any more
   */
  async fetch(sender: Sender, url: URL, { method, headers = {}, body }: CallerRequest): Promise<Response> {
    this.#command.assertRuns();
    const sent = { method, ...(body === undefined ? {} : { body }) };
    const [address = ''] = await this.cloud.resolve(url.hostname).catch((cause: unknown) => {
      throw new TypeError('fetch failed', { cause });
    });
    const request = { ...sent, path: `${url.pathname}${url.search}`, headers };
    const shown = await this.#credentials.headersOf(sender, request, { address, host: url.host });
    return await this.cloud.fetch(url, { ...sent, headers: shown });
  }
}
