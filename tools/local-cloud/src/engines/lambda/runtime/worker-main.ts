import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from './failure-of.ts';
import { freezeUntilNext } from './freeze.ts';
import { routeOurNames } from './names-dispatcher.ts';
import { skewClock, unskewedNow } from './skewed-clock.ts';
import type { Invocation, WorkerReport, WorkerStart } from './worker-messages.ts';

/** The program of a function's worker thread: loads the module once, then answers one invocation after the other. */

type Handler = (event: unknown, context: object) => unknown;

const start = workerData as WorkerStart;
const port = parentPort;
if (port === null) throw new Error('worker-main runs in a worker thread only');
const report = (message: WorkerReport) => port.postMessage(message);

routeOurNames(start.names);
skewClock(start.clockSkewMs);
const handler = await loadHandler();
if (handler !== undefined) {
  let answered = 0;
  const answer = async (invocation: Invocation) => {
    report(await invoke(handler, invocation));
    answered += 1;
    await freezeUntilNext(start.sent, answered);
  };
  port.on('message', (invocation: Invocation) => void answer(invocation));
  report({ type: 'ready' });
  await freezeUntilNext(start.sent, answered);
}

async function loadHandler(): Promise<Handler | undefined> {
  try {
    const module = (await import(pathToFileURL(start.moduleFile).href)) as Readonly<Record<string, unknown>>;
    const exported = module[start.exportName];
    if (typeof exported === 'function') return exported as Handler;
    const failure = {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: `${start.exportName} is undefined or not exported`,
    };
    report({ type: 'init_failed', failure });
  } catch (error) {
    report({ type: 'init_failed', failure: failureOf(error) });
  }
  return undefined;
}

async function invoke(
  handler: Handler,
  { requestId, payload, deadline, clockSkewMs }: Invocation,
): Promise<WorkerReport> {
  skewClock(clockSkewMs);
  const context = {
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.functionArn,
    memoryLimitInMB: String(start.memoryMb),
    awsRequestId: requestId,
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - unskewedNow()),
  };
  try {
    const answer = await handler(JSON.parse(payload), context);
    return { type: 'done', requestId, payload: JSON.stringify(answer) ?? 'null' };
  } catch (error) {
    return { type: 'failed', requestId, failure: failureOf(error) };
  }
}
