import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Tokens of the clouds that run, by their control port; below the workspace, so that its tools find them. */
const folder = fileURLToPath(new URL('../../../../.redoubt/tokens', import.meta.url));

/** File that holds the token of the cloud at a control port, readable by its owner alone. */
export function tokenFile(port: number): string {
  return join(folder, String(port));
}

/** Makes a token of 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Key of the cloud's console: it stands in an address that people open, so it is not the token itself. */
export function consoleKeyOf(token: string): string {
  return createHmac('sha256', token).update('console').digest('base64url');
}

/** Keeps the token of a cloud that starts. The file of an earlier cloud goes first: it may have another owner's mode. */
export function keepToken(port: number, token: string): void {
  const file = tokenFile(port);
  // PostgreSQL of a root's cloud runs as another user, and its data may lie beside the tokens.
  if (mkdirSync(dirname(folder), { recursive: true }) !== undefined) chmodSync(dirname(folder), 0o711);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  writeFileSync(file, token, { mode: 0o600, flag: 'wx' });
}

/** Removes the token of a cloud that ends, unless another one has started at the port. */
export function forgetToken(port: number, token: string): void {
  if (readToken(port) === token) rmSync(tokenFile(port), { force: true });
}

/** The token of the cloud at a control port; undefined when none was started from this workspace. */
export function readToken(port: number): string | undefined {
  try {
    return readFileSync(tokenFile(port), 'utf8');
  } catch {
    return undefined;
  }
}
