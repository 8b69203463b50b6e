import type { ServerResponse } from 'node:http';
import type { PageFile } from '../../page-file.ts';

/** Nothing but our own files, no frame around us, and no form that leads elsewhere. The reference's style has pictures within. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
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

/** The file of the page at a path; any path that looks like a place in the page is the page. */
export function fileOfPage(path: string, files: ReadonlyMap<string, PageFile>): PageFile | undefined {
  return files.get(path) ?? (/\.[a-z]+$/.test(path) ? undefined : files.get('/'));
}

/** Answers with a file, or that there is none. */
export function answerFile(response: ServerResponse, file: PageFile | undefined): void {
  if (file === undefined) {
    response.writeHead(404, { ...securityHeaders, 'content-type': 'text/plain' }).end('there is nothing here');
    return;
  }
  response.writeHead(200, {
    ...securityHeaders,
    ...(file.policy === undefined ? {} : { 'content-security-policy': file.policy }),
    'content-type': file.type,
    'content-encoding': 'gzip',
    'content-length': file.gzipped.length,
    // Another start may bring another page under the same address.
    'cache-control': 'no-store',
  });
  response.end(file.gzipped);
}
