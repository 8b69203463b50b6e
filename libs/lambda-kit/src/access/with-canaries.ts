import { canaryMerchantId, isCanaryPass } from '@redoubt/contracts';
import type { Doorkeeper } from './principal.ts';

/**
 * Lets canaries in as well: small payments by which the failover service proves that money moves. They carry a pass in place
 * of a key, made for one request, so that no key of theirs has to be kept anywhere.
 *
 * @param canaryKey the secret that the failover service and this door share; read for a canary only
 */
export function withCanaries(keys: Doorkeeper, canaryKey: () => Promise<string>): Doorkeeper {
  return {
    limits: keys.limits,
    async admit(credentials, now) {
      const { authorization, canaryPass, subject } = credentials;
      if (canaryPass === undefined || authorization.length > 0) return await keys.admit(credentials, now);
      if (!isCanaryPass(canaryPass, { secret: await canaryKey(), subject, now })) return undefined;
      return { merchantId: canaryMerchantId, keyId: undefined, scopes: ['payments:write', 'payments:read'] };
    },
  };
}
