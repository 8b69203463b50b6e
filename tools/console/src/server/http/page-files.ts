import type { ServerResponse } from 'node:http';
import type { PageFile } from '../../build-page.ts';

/** Nothing but our own files, no frame around us, and no form that leads elsewhere. */
const policy = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

export const securityHeaders = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Answers with a file of the page; any other path that looks like a place in the page is the page. */
export function answerFile(response: ServerResponse, path: string, files: ReadonlyMap<string, PageFile>): void {
  const file = files.get(path) ?? (/\.[a-z]+$/.test(path) ? undefined : files.get('/'));
  if (file === undefined) {
    response.writeHead(404, { ...securityHeaders, 'content-type': 'text/plain' }).end('there is nothing here');
    return;
  }
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': file.type,
    'content-encoding': 'gzip',
    'content-length': file.gzipped.length,
    // Another start may bring another page under the same address.
    'cache-control': 'no-store',
  });
  response.end(file.gzipped);
}
