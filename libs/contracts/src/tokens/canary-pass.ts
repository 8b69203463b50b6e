import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a pass is good for, in seconds either way: the clocks of one region's functions differ by less. */
const goodForSeconds = 60;

const passPattern = /^cp1_([0-9a-z]{1,8})_([A-Za-z0-9_-]{43})$/;

export interface CanaryPass {
  /** The secret that the failover service and the door of payments share. */
  readonly secret: string;
  /** Idempotency key of the one request that the pass goes with; of one that reads, the id in its path. */
  readonly subject: string;
  readonly now: Date;
}

/** The pass of a canary: `cp1_<seconds since 1970, base 36>_<HMAC-SHA256, base64url>`. */
export function canaryPassOf({ secret, subject, now }: CanaryPass): string {
  const seconds = Math.floor(now.getTime() / 1_000);
  return `cp1_${seconds.toString(36)}_${signatureOf(secret, seconds, subject).toString('base64url')}`;
}

/** Whether a request about this subject is a canary of the failover service, made within the last minute. */
export function isCanaryPass(pass: string, { secret, subject, now }: CanaryPass): boolean {
  const [, time = '', signature = ''] = passPattern.exec(pass) ?? [];
  const given = Buffer.from(signature, 'base64url');
  const seconds = Number.parseInt(time, 36);
  const expected = signatureOf(secret, seconds, subject);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return Math.abs(now.getTime() / 1_000 - seconds) <= goodForSeconds;
}

function signatureOf(secret: string, seconds: number, subject: string): Buffer {
  // The subject comes last: it may hold any printable character.
  return createHmac('sha256', secret).update(`redoubt canary pass, version 1 ${seconds} ${subject}`).digest();
}
