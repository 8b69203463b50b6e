import { setTimeout as pause } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  paginateListQueues,
  type SQSClient,
  StartMessageMoveTaskCommand,
  UnsupportedOperation,
} from '@aws-sdk/client-sqs';
import { CliError } from './cli-error.ts';
import { commandLine } from './workspace.ts';

/** Pause between two polls of a task, in milliseconds. */
const lookEveryMs = 200;

/** Polls of a task before this command stops waiting: a minute. SQS continues. */
const looksMax = 300;

/** A queue of a service with its dead-letter queue. */
export interface RedrivableQueue {
  readonly name: string;
  readonly arn: string;
  readonly deadLettersArn: string;
}

export interface RedrivenQueue {
  readonly queue: string;
  /** Dead letters that are back in the queue. */
  readonly moved: number;
}

/** Queues of a service in one region that have dead letters of their own, by name. */
export async function redrivableQueues(sqs: SQSClient, service: string): Promise<readonly RedrivableQueue[]> {
  const found: RedrivableQueue[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, { QueueNamePrefix: `${service}-` })) {
    for (const QueueUrl of QueueUrls) {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'RedrivePolicy'] }),
      );
      const { QueueArn: arn = '', RedrivePolicy: policy } = Attributes;
      if (policy === undefined) continue;
      const { deadLetterTargetArn } = JSON.parse(policy) as { readonly deadLetterTargetArn: string };
      found.push({ name: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1), arn, deadLettersArn: deadLetterTargetArn });
    }
  }
  return found.sort((left, right) => left.name.localeCompare(right.name));
}

/**
 * Moves the dead letters of a queue back into it and waits until they are there.
 *
 * Says where to, although SQS knows that of most of them: what EventBridge could not deliver is a dead letter that no
 * queue gave up, and would end the task.
 *
 * @throws CliError `redrive_failed`
 */
export async function redrive(
  sqs: SQSClient,
  { name, arn, deadLettersArn: SourceArn }: RedrivableQueue,
  signal: AbortSignal,
): Promise<RedrivenQueue> {
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn: arn })).catch((cause: unknown) => {
    if (!(cause instanceof UnsupportedOperation)) throw cause;
    const what = `the dead letters of ${name} are being moved already`;
    const why = 'SQS runs one task for each queue at a time, and somebody else has started one';
    throw new CliError({ code: 'redrive_failed', what, why, fix: 'wait until it has ended' }, { cause });
  });
  for (let look = 1; look <= looksMax; look++) {
    const { Results: [task] = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    if (task?.Status === 'COMPLETED') return { queue: name, moved };
    if (task?.Status !== 'RUNNING') {
      throw new CliError({
        code: 'redrive_failed',
        what: `the dead letters of ${name} were not all moved: ${moved} of ${task?.ApproximateNumberOfMessagesToMove ?? 0}`,
        why: task?.FailureReason ?? `SQS says that the task is ${task?.Status ?? 'not known'}`,
        fix: `${commandLine('events redrive --help')}; what is left stays where it is for 14 days`,
      });
    }
    await pause(lookEveryMs, undefined, { signal });
  }
  throw new CliError({
    code: 'redrive_failed',
    what: `the dead letters of ${name} are still being moved after ${(looksMax * lookEveryMs) / 1000} s`,
    why: 'there are many of them; SQS goes on without this command',
    fix: 'look at the depth of both queues again in a while',
  });
}
