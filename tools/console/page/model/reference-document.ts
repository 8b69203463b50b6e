/** Documents of the reference, with what each is for. */
export const references = {
  validation: 'Payments and sessions',
  transactions: 'Ledger, changes, lists',
  notifications: 'Webhooks',
  merchants: 'Merchants and keys, for operators',
} as const;

export type ReferenceName = keyof typeof references;

interface Operation {
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}

/** As much of a published OpenAPI document as the page looks at. */
export interface ReferenceDocument {
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Merchant of the published examples. */
const exampleMerchant = 'acme';

/** The document with the address of this cloud, and examples of the merchant whose key is filled in: those of another are refused. */
export function asServedHere<T extends ReferenceDocument>(
  document: T,
  { publicApi, merchantId }: { readonly publicApi: string; readonly merchantId: string },
): T {
  const template = document.servers?.[0]?.url ?? '';
  // Behind the name, which holds the suffix of the environment.
  const path = /^https?:\/\/[^/]+(\/.*)?$/.exec(template)?.[1] ?? '';
  const ofMerchant: unknown = JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    value === exampleMerchant ? merchantId : value,
  );
  return { ...(ofMerchant as T), servers: [{ url: `${publicApi}${path}` }] };
}

/** Whether a key of a merchant opens an operation; operators sign theirs, which no page can. */
export function takesKey({ paths }: ReferenceDocument, path: string, method: string): boolean {
  const { security = [] } = paths[path]?.[method] ?? {};
  return security.length === 0 || security.some((it) => 'accessKey' in it);
}
