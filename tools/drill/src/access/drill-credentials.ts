import { headers } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import type { Credentials, FrontDoor, Sender, UnsignedRequest } from '../load/sender.ts';
import type { GivenKeys } from './give-keys.ts';
import { Operators } from './operators.ts';

/** Credentials of senders: merchants show the keys that they were given, operators their signature. */
export class DrillCredentials implements Credentials {
  readonly #keys: GivenKeys;
  readonly #operators: Operators;

  private constructor(given: { readonly keys: GivenKeys; readonly operators: Operators }) {
    this.#keys = given.keys;
    this.#operators = given.operators;
  }

  static async of(cloud: LocalCloud, keys: GivenKeys): Promise<DrillCredentials> {
    return new DrillCredentials({ keys, operators: await Operators.of(cloud) });
  }

  async headersOf(sender: Sender, request: UnsignedRequest, to: FrontDoor): Promise<Readonly<Record<string, string>>> {
    switch (sender.kind) {
      case 'merchant':
        return withKey(request, givenTo(sender.merchantId, this.#keys.full));
      case 'reader':
        return withKey(request, givenTo(sender.merchantId, this.#keys.reading));
      case 'holder':
        return withKey(request, sender.key);
      case 'operator':
        return await this.#operators.headersOf(request, to);
      case 'nobody':
        return request.headers;
    }
  }
}

function withKey(request: UnsignedRequest, key: string): Readonly<Record<string, string>> {
  return { ...request.headers, [headers.authorization]: `Bearer ${key}` };
}

function givenTo(merchantId: string, keys: ReadonlyMap<string, string>): string {
  const key = keys.get(merchantId);
  if (key === undefined) throw new Error(`${merchantId} sends requests and was given no key`);
  return key;
}
