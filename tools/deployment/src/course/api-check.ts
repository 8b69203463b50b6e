import { healthPaths } from '@redoubt/contracts';

/** Requests a path of a region's own API name; returns the status. */
export type HttpGet = (region: string, path: string) => Promise<number>;

/** A reading request of each service's API, which any region may answer. */
const paths: Readonly<Record<string, string>> = {
  validation: healthPaths.endpoint,
  transactions: `/transactions/v1/payments/pay_${'0'.repeat(32)}`,
  notifications: '/notifications/v1/deliveries?merchant_id=deployment',
  // For operators alone: the gateway is there and refuses what is not signed.
  merchants: '/merchants/v1/merchants',
  failover: healthPaths.serving,
};

/** Answers of the gateway for a function that fails or does not answer; 503 is what a standby says. */
const broken: ReadonlySet<number> = new Set([500, 502, 504]);

/**
 * Checks that functions answer behind a region's API: those of the app, or of every service when all read what was changed.
 *
 * @throws Error that names the request
 */
export async function checkApi(
  { app, region }: { readonly app: string; readonly region: string },
  get: HttpGet,
): Promise<void> {
  const asked = Object.entries(paths).filter(([name]) => paths[app] === undefined || name === app);
  const answers = await Promise.all(asked.map(async ([, path]) => ({ path, status: await get(region, path) })));
  const failed = answers.filter(({ status }) => broken.has(status));
  if (failed.length > 0) {
    throw new Error(failed.map(({ path, status }) => `GET ${path} in ${region} answered ${status}`).join('; '));
  }
}
