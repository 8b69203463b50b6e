import { type ApiRoute, CallerMerchantId, headers as names } from '@redoubt/contracts';
import type { ApiRequest } from './ask.ts';

/** Merchant of every good request that names none. */
export const usualMerchant = 'acme';

/** An operator as API Gateway names one whose signature it has checked. */
export const anOperator = 'arn:aws:sts::111122223333:assumed-role/operator-role-test/ada';

/**
 * The request as somebody sends it who may: with the key of the merchant that it names, or signed by an operator. A request that
 * says itself who sends it, or that nobody does, stays as it is.
 */
export function withOwnKey({ access }: Pick<ApiRoute, 'access'>, request: ApiRequest): ApiRequest {
  if (access === 'public') return request;
  if (access === 'operator') return 'caller' in request ? request : { ...request, caller: anOperator };
  const { headers = {} } = request;
  if (names.authorization in headers || names.canaryPass in headers) return request;
  const named = CallerMerchantId.safeParse(merchantNamedIn(request));
  const key = `Bearer ${named.success ? named.data : usualMerchant}`;
  return { ...request, headers: { [names.authorization]: key, ...headers } };
}

function merchantNamedIn({ body, query = '' }: ApiRequest): unknown {
  const inQuery = new URLSearchParams(query).get('merchant_id');
  if (inQuery !== null) return inQuery;
  const value = typeof body === 'string' ? parsed(body) : body;
  return typeof value === 'object' && value !== null && 'merchant_id' in value ? value.merchant_id : undefined;
}

/** A body as JSON; undefined where a hostile one is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
