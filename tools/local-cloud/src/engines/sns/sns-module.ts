import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerQuery, type QueryActions, queryAction } from '../../protocol/aws/query-actions.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { MessageRecord } from '../messages/message-record.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';
import { deliverNotification, type Subscription, subscriptionOf } from './subscription.ts';
import { assertTextMessage, TextMessageInput } from './text-message.ts';

/** Longest subject in characters and message in bytes. */
const subjectMax = 100;
const messageBytesMax = 262_144;

/** The topics of a region, and text messages to numbers. */
export class SnsModule implements ServiceModule {
  readonly service = 'sns';
  readonly resourceTypes = ['AWS::SNS::Topic', 'AWS::SNS::Subscription'];
  readonly #context: RegionContext;
  readonly #messages: MessageRecord;
  readonly #invokeLater: (functionArn: string, payload: string) => void;
  readonly #topics = new Map<string, Subscription[]>();
  readonly #actions: QueryActions = {
    Publish: queryAction(
      z.union([
        z.strictObject({ TopicArn: z.string(), Subject: z.string().optional(), Message: z.string() }),
        TextMessageInput,
      ]),
      async (input) => ({
        MessageId:
          'PhoneNumber' in input
            ? this.#sendText(input)
            : await this.publish(input.TopicArn, input.Subject, input.Message),
      }),
    ),
  };

  constructor(
    context: RegionContext,
    {
      messages,
      invokeLater,
    }: {
      readonly messages: MessageRecord;
      readonly invokeLater: (functionArn: string, payload: string) => void;
    },
  ) {
    this.#context = context;
    this.#messages = messages;
    this.#invokeLater = invokeLater;
  }

  async deploy(resource: ResolvedResource): Promise<void> {
    if (resource.type === 'AWS::SNS::Topic') {
      const inline = z
        .array(z.strictObject({ Protocol: z.string(), Endpoint: z.string() }))
        .default([])
        .parse(resource.properties['Subscription']);
      this.#topics.set(resource.physicalId, inline.map(subscriptionOf));
      return;
    }
    const { TopicArn, ...subscription } = z
      .object({
        TopicArn: z.string(),
        Protocol: z.string(),
        Endpoint: z.string(),
        RawMessageDelivery: z.coerce.boolean().optional(),
      })
      .parse(resource.properties);
    this.#topic(TopicArn).push(subscriptionOf(subscription));
  }

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerQuery(
      { actions: this.#actions, namespace: 'http://sns.amazonaws.com/doc/2010-03-31/', requestId: randomUUID() },
      request,
    );
  }

  async stop(): Promise<void> {}

  /**
   * Publishes a message to every subscription; returns its id.
   *
   * @throws AwsError `NotFound`, `InvalidParameter`
   */
  async publish(topicArn: string, subject: string | undefined, message: string): Promise<string> {
    const subscriptions = this.#topic(topicArn);
    if (message === '' || Buffer.byteLength(message) > messageBytesMax) {
      throw new AwsError('InvalidParameter', `Invalid parameter: Message has 1 to ${messageBytesMax} bytes`);
    }
    if (subject !== undefined && !/^[\x20-\x7e]{1,100}$/.test(subject)) {
      throw new AwsError(
        'InvalidParameter',
        `Invalid parameter: Subject is ASCII text without line breaks, up to ${subjectMax} characters`,
      );
    }
    const notification = { messageId: randomUUID(), topicArn, subject, message, at: new Date().toISOString() };
    for (const subscription of subscriptions) {
      await deliverNotification(subscription, notification, {
        context: this.#context,
        messages: this.#messages,
        invokeLater: this.#invokeLater,
      });
    }
    return notification.messageId;
  }

  /** The account is out of the sandbox: any number may be written to. */
  #sendText(input: z.infer<typeof TextMessageInput>): string {
    assertTextMessage(input);
    const messageId = randomUUID();
    const { PhoneNumber, Message: text } = input;
    this.#messages.append({ at: new Date().toISOString(), kind: 'sms', messageId, to: [PhoneNumber], text });
    return messageId;
  }

  #topic(arn: string): Subscription[] {
    const topic = this.#topics.get(arn);
    if (topic === undefined) throw new AwsError('NotFound', `Topic does not exist: ${arn}`, 404);
    return topic;
  }
}
