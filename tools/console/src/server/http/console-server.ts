import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { LocalCloudError, listening, type RunningServer, readBody, type SocketAddress } from '@redoubt/local-cloud';
import { z } from 'zod';
import type { PageFile } from '../../page-file.ts';
import type { Refusal } from '../../wire.ts';
import { ConsoleError } from '../console-error.ts';
import { callerRefusal } from './caller.ts';
import { answerFile, fileOfPage, securityHeaders } from './page-files.ts';

/** Largest body of a command, in bytes. */
const bodyBytesMax = 64 * 1024;

export interface ConsoleServerOptions {
  readonly listen: SocketAddress;
  readonly key: string;
  readonly page: Promise<ReadonlyMap<string, PageFile>>;
  /** Files that are no part of the page; undefined when there is none at the path. */
  readonly file: (path: string) => Promise<PageFile | undefined>;
  /** Takes a page on; false when there are too many. */
  readonly openFeed: (response: ServerResponse) => boolean;
  /** Carries out a command; undefined when there is none of the name. */
  readonly command: (name: string, body: unknown) => Promise<unknown> | undefined;
  /** Answers a question; undefined when there is nothing at the path. */
  readonly read: (path: string, query: URLSearchParams) => Promise<unknown> | undefined;
}

/** Serves the page, its feed, and its commands. */
export async function startConsoleServer(options: ConsoleServerOptions): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, options).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else refuse(outgoing, 500, { what: 'the console failed', why: String(error), fix: 'load the page again' });
    });
  });
  return await listening(server, options.listen);
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: ConsoleServerOptions,
): Promise<void> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://console');
  const isPage = pathname !== '/feed' && !pathname.startsWith('/api/');
  const refusal = callerRefusal(incoming, options.listen.port, isPage ? undefined : options.key);
  if (refusal !== undefined) {
    refuse(outgoing, refusal.status, {
      what: 'the request is refused',
      why: refusal.message,
      fix: 'open the address that npm start prints',
    });
    return;
  }
  if (isPage) {
    answerFile(outgoing, (await options.file(pathname)) ?? fileOfPage(pathname, await options.page));
    return;
  }
  if (pathname === '/feed') {
    if (options.openFeed(outgoing)) return;
    refuse(outgoing, 503, { what: 'too many pages are open', why: 'each holds a connection', fix: 'close one' });
    return;
  }
  await answerCall({ incoming, outgoing, path: pathname.slice('/api/'.length), query: searchParams }, options);
}

interface ApiCall {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly path: string;
  readonly query: URLSearchParams;
}

async function answerCall({ incoming, outgoing, path, query }: ApiCall, options: ConsoleServerOptions): Promise<void> {
  try {
    const answered =
      incoming.method === 'POST' ? options.command(path, await bodyOf(incoming)) : options.read(path, query);
    if (answered === undefined) {
      refuse(outgoing, 404, {
        what: `there is no ${path}`,
        why: 'the page is older than its server',
        fix: 'load it again',
      });
      return;
    }
    send(outgoing, 200, (await answered) ?? null);
  } catch (error) {
    refuse(outgoing, 409, refusalOf(error));
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const body = await readBody(incoming, bodyBytesMax);
  if (body === 'too_large') {
    throw new ConsoleError({ what: 'the body is too large', why: `more than ${bodyBytesMax} bytes`, fix: 'send less' });
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new ConsoleError({ what: 'the body is no JSON', why: String(cause), fix: 'send a JSON object' }, { cause });
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof ConsoleError) return error.refusal;
  if (error instanceof LocalCloudError) return { what: error.message, why: error.why, fix: error.fix };
  if (error instanceof z.ZodError) {
    return { what: 'the command is malformed', why: z.prettifyError(error), fix: 'load the page again' };
  }
  return {
    what: 'it could not be done',
    why: error instanceof Error ? error.message : String(error),
    fix: 'try again',
  };
}

function refuse(outgoing: ServerResponse, status: number, refusal: Refusal): void {
  send(outgoing, status, refusal);
}

function send(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { ...securityHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' });
  outgoing.end(JSON.stringify(body));
}
