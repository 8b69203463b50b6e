import { readFileSync } from 'node:fs';

/** Identity that PostgreSQL's programs run under; empty means "as we are". */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  // 65534 is the kernel's overflow user: what `nobody` is wherever the file does not say otherwise.
  return { uid: Number(entry?.[2] ?? 65_534), gid: Number(entry?.[3] ?? 65_534) };
}
