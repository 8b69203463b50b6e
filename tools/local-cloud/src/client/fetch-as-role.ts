import type { LocalCloud } from '../protocol/local-cloud.ts';
import type { RoleCredentials } from '../protocol/role-credentials.ts';
import { type OperatorRequest, signRequest } from './sign-request.ts';

/** A session of a role, and the region that it calls. */
export interface ActingRole {
  /** Of `cloud.assumeRole`: good for many calls, in every region. */
  readonly credentials: RoleCredentials;
  readonly region: string;
}

/**
 * Calls a route of operators in one region, by the region's own name: the public one may lead to another, and signatures are for one.
 *
 * @param request.path with the service's name, e.g. `/transactions/v1/blocklist`
 * @throws TypeError as `fetch` does when the region does not answer
 */
export async function fetchAsRole(
  cloud: Pick<LocalCloud, 'fetch' | 'publicApi'>,
  { credentials, region }: ActingRole,
  { path, ...request }: Omit<OperatorRequest, 'url'> & { readonly path: string },
): Promise<Response> {
  const { protocol, host } = new URL(cloud.publicApi);
  const url = `${protocol}//${region}.${host}${path}`;
  const { url: target, ...signed } = await signRequest({ ...request, url }, { credentials, region });
  return await cloud.fetch(target, signed);
}
