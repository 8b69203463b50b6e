import {
  CreatedKey,
  type CreateKeyRequest,
  KeyList,
  KeyView,
  type LimitMerchantRequest,
  MerchantDetails,
  MerchantPage,
  type MerchantView,
  type Problem,
  type RegisterMerchantRequest,
} from '@redoubt/contracts';
import { CliError } from '../cli-error.ts';
import { commandLine } from '../workspace.ts';
import { type OperatorCall, type OperatorClient, OperatorRefusal } from './operator-client.ts';

/** Pages that are read at most: more merchants than a person can look at. */
const pagesMax = 50;

const all = '/merchants/v1/merchants';
const keysOf = (merchantId: string): string => `${all}/${encodeURIComponent(merchantId)}/keys`;

/** The merchants service as operators call it. Each method throws CliError `operator_refused` or `no_answer`. */
export class MerchantsClient {
  readonly #client: Pick<OperatorClient, 'call'>;

  constructor(client: Pick<OperatorClient, 'call'>) {
    this.#client = client;
  }

  async register(body: RegisterMerchantRequest, idempotencyKey?: string): Promise<MerchantDetails> {
    return MerchantDetails.parse(
      await this.#post({ path: all, body, idempotencyKey }, { merchantId: body.merchant_id }),
    );
  }

  async show(merchantId: string): Promise<MerchantDetails> {
    const path = `${all}/${encodeURIComponent(merchantId)}`;
    return MerchantDetails.parse(await this.#call({ method: 'GET', path }, { merchantId }));
  }

  async list(): Promise<readonly MerchantView[]> {
    const merchants: MerchantView[] = [];
    let cursor = '';
    for (let page = 1; page <= pagesMax; page += 1) {
      const path = `${all}?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { data, next_cursor: next } = MerchantPage.parse(await this.#call({ method: 'GET', path }, {}));
      merchants.push(...data);
      if (next === null) break;
      cursor = next;
    }
    return merchants;
  }

  async limit(merchantId: string, body: LimitMerchantRequest): Promise<MerchantDetails> {
    const path = `${all}/${encodeURIComponent(merchantId)}/limits`;
    return MerchantDetails.parse(await this.#post({ path, body }, { merchantId }));
  }

  async close(merchantId: string, reason: string): Promise<MerchantDetails> {
    const path = `${all}/${encodeURIComponent(merchantId)}/closures`;
    return MerchantDetails.parse(await this.#post({ path, body: { reason } }, { merchantId }));
  }

  async keys(merchantId: string): Promise<readonly KeyView[]> {
    return KeyList.parse(await this.#call({ method: 'GET', path: keysOf(merchantId) }, { merchantId })).data;
  }

  async createKey(merchantId: string, body: CreateKeyRequest, idempotencyKey?: string): Promise<CreatedKey> {
    return CreatedKey.parse(await this.#post({ path: keysOf(merchantId), body, idempotencyKey }, { merchantId }));
  }

  async rollKey(merchantId: string, keyId: string, overlapSeconds: number): Promise<CreatedKey> {
    const path = `${keysOf(merchantId)}/${encodeURIComponent(keyId)}/rolls`;
    const body = { overlap_seconds: overlapSeconds };
    return CreatedKey.parse(await this.#post({ path, body }, { merchantId, keyId }));
  }

  async revokeKey(merchantId: string, keyId: string, reason: string): Promise<KeyView> {
    const path = `${keysOf(merchantId)}/${encodeURIComponent(keyId)}/revocations`;
    return KeyView.parse(await this.#post({ path, body: { reason } }, { merchantId, keyId }));
  }

  #post(call: Omit<OperatorCall, 'method'>, subject: Subject): Promise<unknown> {
    return this.#call({ method: 'POST', ...call }, subject);
  }

  async #call(call: OperatorCall, subject: Subject): Promise<unknown> {
    try {
      return await this.#client.call(call);
    } catch (error) {
      throw error instanceof OperatorRefusal ? refused(error.problem, subject) : error;
    }
  }
}

interface Subject {
  readonly merchantId?: string;
  readonly keyId?: string;
}

function refused(problem: Problem, subject: Subject): CliError {
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  return new CliError({
    code: 'operator_refused',
    what: `the API answered ${problem.status} ${problem.code}`,
    why: [problem.detail ?? problem.title, fields].filter((part) => part !== '').join(': '),
    fix: commandLine(remedyFor(problem.code, subject)),
  });
}

/** The command that helps on. */
function remedyFor(code: string, { merchantId = 'ID', keyId }: Subject): string {
  switch (code) {
    case 'not_found':
      return keyId === undefined ? 'merchant list' : `key list --merchant ${merchantId}`;
    case 'merchant_exists':
      return `merchant show ${merchantId}`;
    case 'too_many_keys':
    case 'merchant_closed':
    case 'key_already_shown':
      return `key list --merchant ${merchantId}`;
    case 'key_not_active':
      return `key create --merchant ${merchantId}`;
    case 'access_denied':
      return 'role list';
    default:
      return keyId === undefined ? 'merchant --help' : 'key --help';
  }
}
