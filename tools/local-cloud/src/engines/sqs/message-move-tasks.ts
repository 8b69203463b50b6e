import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { Message, Queue } from './queue.ts';

/** Tasks that SQS remembers of one source queue. */
const rememberedMax = 10;

/** Who a moved message is from: it is a new message, with a new id and no receives. */
const mover = 'message-move-task';

interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly perSecondMax: number | undefined;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  failureReason: string | undefined;
}

/** Source, destination and pace of a task. */
export interface Move {
  readonly source: Queue;
  /** Without one, each message goes back to the queue that has given it up. */
  readonly destination: Queue | undefined;
  readonly perSecondMax: number | undefined;
}

/**
 * Moves dead letters back, as `StartMessageMoveTask` does: in the background, one task for each source at a time.
 *
 * A message that no queue has given up, but that EventBridge has put there, does not know where to go back to: without a
 * destination the task fails at it.
 */
export class MessageMoveTasks {
  readonly #queueOf: (arn: string) => Queue;
  readonly #tasks = new Map<string, MoveTask[]>();
  readonly #ending = new AbortController();

  constructor(queueOf: (arn: string) => Queue) {
    this.#queueOf = queueOf;
  }

  /**
   * Starts a task.
   *
   * @throws AwsError `UnsupportedOperation` while one of this source runs
   */
  start({ source, destination, perSecondMax }: Move): string {
    const sourceArn = source.definition.arn;
    const before = this.#tasks.get(sourceArn) ?? [];
    if (before.some(({ status }) => status === 'RUNNING')) {
      throw new AwsError(
        'AWS.SimpleQueueService.UnsupportedOperation',
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const task: MoveTask = {
      handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64'),
      sourceArn,
      destinationArn: destination?.definition.arn,
      perSecondMax,
      startedAt: Date.now(),
      toMove: source.counts.visible,
      moved: 0,
      status: 'RUNNING',
      failureReason: undefined,
    };
    this.#tasks.set(sourceArn, [task, ...before].slice(0, rememberedMax));
    void this.#run(task, { source, destination, perSecondMax });
    return task.handle;
  }

  /** The latest tasks of a source queue, newest first, as SQS lists them. */
  list(sourceArn: string, max: number): readonly object[] {
    return (this.#tasks.get(sourceArn) ?? []).slice(0, max).map((task) => ({
      ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
      Status: task.status,
      SourceArn: task.sourceArn,
      ...(task.destinationArn === undefined ? {} : { DestinationArn: task.destinationArn }),
      ...(task.perSecondMax === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.perSecondMax }),
      ApproximateNumberOfMessagesMoved: task.moved,
      ApproximateNumberOfMessagesToMove: task.toMove,
      ...(task.failureReason === undefined ? {} : { FailureReason: task.failureReason }),
      StartedTimestamp: task.startedAt,
    }));
  }

  stop(): void {
    this.#ending.abort();
  }

  async #run(task: MoveTask, { source, destination, perSecondMax }: Move): Promise<void> {
    const { signal } = this.#ending;
    while (task.moved < task.toMove) {
      // A turn of the event loop for each message: the call that started the task is answered first.
      await pause(perSecondMax === undefined ? 0 : 1000 / perSecondMax, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      const message = source.takeForMove();
      if (message === undefined) break;
      const to = destination ?? this.#originOf(message);
      if (to === undefined) {
        source.putBack(message);
        task.status = 'FAILED';
        task.failureReason = 'CouldNotDetermineMessageSource';
        return;
      }
      to.send(message.body, { sender: mover });
      task.moved += 1;
    }
    task.status = 'COMPLETED';
  }

  #originOf({ deadLetterSourceArn }: Message): Queue | undefined {
    return deadLetterSourceArn === undefined ? undefined : this.#queueOf(deadLetterSourceArn);
  }
}
