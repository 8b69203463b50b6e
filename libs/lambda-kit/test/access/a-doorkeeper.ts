import { Scope, scopes } from '@redoubt/contracts';
import type { Doorkeeper } from '../../src/access/principal.ts';

/**
 * A doorkeeper for tests of what lies behind the door: who says to be a merchant is that merchant.
 *
 * It reads `Bearer <merchant>` or `Bearer <merchant>:<scope>,<scope>`; without scopes the merchant may do everything.
 */
export const aDoorkeeper: Doorkeeper = {
  admit: ({ authorization: [header = '', ...more] }) => {
    const [, merchantId, given] = /^Bearer ([A-Za-z0-9_-]+)(?::(.*))?$/.exec(header) ?? [];
    if (merchantId === undefined || more.length > 0) return Promise.resolve(undefined);
    const listed = given?.split(',').map((scope) => Scope.parse(scope)) ?? scopes;
    return Promise.resolve({ merchantId, keyId: '0'.repeat(20), scopes: listed });
  },
};
