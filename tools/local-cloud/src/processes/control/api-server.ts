import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import { callerRefusal } from '../../protocol/http/caller-check.ts';
import { listening, type RunningServer } from '../../protocol/http/listening.ts';
import { readBody } from '../../protocol/http/read-body.ts';
import type { LinkCall } from '../../protocol/link-call.ts';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { ControlProcess } from './control-process.ts';

/** Largest body of a call, in bytes. */
const bodyBytesMax = 1024 * 1024;

interface Call {
  readonly control: ControlProcess;
  /** Matches of the route's parentheses, in order. */
  readonly parts: readonly string[];
  readonly body: unknown;
}

interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  answer(call: Call): unknown;
}

const region = '([a-z0-9-]+)';
const stack = '([A-Za-z0-9-]+)';
const role = '([A-Za-z0-9-]+)';

/** Folder of the app that holds the version to deploy. */
const DeployInput = z.object({ app: z.string() });

/** Name of the session that a role is assumed for. */
const SessionInput = z.object({ session: z.string() });

const routes: readonly Route[] = [
  route('GET', '/status', ({ control }) => control.status()),
  route('GET', '/timeline', ({ control }) => control.timeline.entries()),
  route('GET', '/webhooks(?:/after/([0-9]+))?', ({ control, parts: [seen = '0'] }) =>
    control.inbox.received(Number(seen)),
  ),
  route('DELETE', '/webhooks', ({ control }) => control.inbox.clear()),
  route('POST', `/regions/${region}/kill`, ({ control, parts: [name = ''] }) => control.fleet.kill(name)),
  route('POST', `/regions/${region}/restore`, ({ control, parts: [name = ''] }) => control.fleet.restore(name)),
  route('GET', `/regions/${region}/events`, ({ control, parts: [name = ''] }) => control.fleet.events(name)),
  route('GET', `/regions/${region}/messages`, ({ control, parts: [name = ''] }) => control.fleet.messages(name)),
  route('GET', `/regions/${region}/database`, ({ control, parts: [name = ''] }) => control.ask(name, 'database')),
  route('GET', `/regions/${region}/old-ledger`, ({ control, parts: [name = ''] }) => control.ask(name, 'old-ledger')),
  route('POST', `/regions/${region}/crash-function`, ({ control, parts: [name = ''], body }) =>
    control.ask(name, 'crash-function', body),
  ),
  route('GET', '/stacks', ({ control }) => control.stacks.list()),
  route('POST', `/stacks/${stack}`, ({ control, parts: [stackName = ''], body }) =>
    control.stacks.deploy({ stackName, ...DeployInput.parse(body) }),
  ),
  route('POST', `/stacks/${stack}/rollback`, ({ control, parts: [stackName = ''] }) =>
    control.stacks.rollBack({ stackName }),
  ),
  route('GET', '/roles', ({ control }) => control.roles.names),
  route('POST', `/roles/${role}/sessions`, ({ control, parts: [name = ''], body }) =>
    control.roles.assume(name, SessionInput.parse(body).session),
  ),
  route('GET', '/faults', ({ control }) => control.faults.list()),
  route('POST', '/faults', ({ control, body }) => control.faults.add(body)),
  route('DELETE', '/faults', ({ control }) => control.faults.healAll()),
  route('DELETE', '/faults/(fault-[0-9]+)', ({ control, parts: [id = ''] }) => control.faults.heal(id)),
  route('POST', '/link', ({ control, body }) => changeLink(control, body as LinkCall)),
  route('POST', '/internal/(.+)', ({ control, parts: [path = ''], body }) => control.globalDatabase.handle(path, body)),
];

/**
 * Serves the control process' API: JSON over HTTP on loopback, for tools and for the regions' processes.
 *
 * Every call carries the cloud's token; one of a web page, or under another host's name, is refused whatever it carries. A refusal of AWS is answered with its status and `{ error: { code, message } }`; a refusal of the local cloud, with
 * 409 and `{ failure: { code, what, why, fix } }`.
 *
 * @param onStop called once when a tool asks the cloud to stop
 */
export async function startApiServer(control: ControlProcess, onStop: () => void): Promise<RunningServer> {
  const server = createServer(async (incoming, outgoing) => {
    const path = (incoming.url ?? '/').split('?')[0] ?? '/';
    const refusal = callerRefusal(incoming.headers, control.token);
    const { status, body } =
      refusal === undefined
        ? await answerOf(control, path, incoming)
        : { status: refusal.status, body: { error: { code: 'AccessDenied', message: refusal.message } } };
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
    if (refusal === undefined && incoming.method === 'POST' && path === '/stop') onStop();
  });
  return await listening(server, control.plan.api);
}

async function answerOf(
  control: ControlProcess,
  path: string,
  incoming: IncomingMessage,
): Promise<{ readonly status: number; readonly body: unknown }> {
  if (incoming.method === 'POST' && path === '/stop') return { status: 200, body: null };
  try {
    for (const { method, path: pattern, answer } of routes) {
      const match = method === incoming.method ? pattern.exec(path) : null;
      if (match === null) continue;
      return { status: 200, body: await answer({ control, parts: match.slice(1), body: await jsonOf(incoming) }) };
    }
    return { status: 404, body: { error: { code: 'NotFound', message: `no route ${incoming.method} ${path}` } } };
  } catch (error) {
    if (error instanceof LocalCloudError) return { status: 409, body: { failure: error.toFailure() } };
    if (error instanceof AwsError) {
      return { status: error.status, body: { error: { code: error.code, message: error.message } } };
    }
    control.timeline.add({ stage: 'control', text: `${path} failed: ${error instanceof Error ? error.stack : error}` });
    return { status: 500, body: { error: { code: 'InternalFailure', message: String(error) } } };
  }
}

function changeLink(control: ControlProcess, { action, delayMs = 0, ...selector }: LinkCall): void {
  const link = control.links.at(selector);
  if (action === 'delay') link.delay(delayMs);
  else link[action]();
  const { kind, from, to } = selector;
  const amount = action === 'delay' ? ` by ${delayMs} ms` : '';
  control.timeline.add({ stage: 'link', text: `${action} ${kind} ${from}→${to ?? 'quorum'}${amount}` });
}

async function jsonOf(incoming: IncomingMessage): Promise<unknown> {
  const body = await readBody(incoming, bodyBytesMax);
  if (body === 'too_large') throw new AwsError('RequestEntityTooLarge', `more than ${bodyBytesMax} bytes`, 413);
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AwsError('SerializationException', `the body is no JSON: ${String(cause)}`);
  }
}

function route(method: Route['method'], path: string, answer: Route['answer']): Route {
  return { method, path: new RegExp(`^${path}$`), answer };
}
