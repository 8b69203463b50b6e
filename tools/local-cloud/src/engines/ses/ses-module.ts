import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isVerified } from '../../definitions/dkim-records.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { MessageRecord } from '../messages/message-record.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';
import { eventsOfMail, type MailEvent } from './mailbox-simulator.ts';
import { addressIn, SendEmailInput } from './send-email-input.ts';

const sendPath = '/v2/email/outbound-emails';

const ConfigurationSet = z.object({
  SendingOptions: z.object({ SendingEnabled: z.coerce.boolean().default(true) }).optional(),
});

const EventDestination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Name: z.string().optional(),
    Enabled: z.coerce.boolean().default(false),
    MatchingEventTypes: z.array(z.string().transform((type) => type.toUpperCase())),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string() }),
  }),
});

export interface SesModuleProps {
  readonly messages: MessageRecord;
  /** Puts an event on a bus of the region. */
  readonly putEvent: (busArn: string, event: Pick<MailEvent, 'detailType' | 'detail'>) => void;
}

/**
 * SES' API version 2 in one region: what is sent is recorded, and goes nowhere.
 *
 * The account is out of the sandbox, so that anybody may be written to; who writes must be a verified identity of the region.
 */
export class SesModule implements ServiceModule {
  readonly service = 'ses';
  readonly resourceTypes = [
    'AWS::SES::EmailIdentity',
    'AWS::SES::ConfigurationSet',
    'AWS::SES::ConfigurationSetEventDestination',
  ];
  readonly #context: RegionContext;
  readonly #props: SesModuleProps;
  /** Names of identities. */
  readonly #identities = new Set<string>();
  /** Whether each sends. */
  readonly #sets = new Map<string, boolean>();
  readonly #destinations: z.infer<typeof EventDestination>[] = [];

  constructor(context: RegionContext, props: SesModuleProps) {
    this.#context = context;
    this.#props = props;
  }

  async deploy({ type, physicalId, properties }: ResolvedResource): Promise<void> {
    if (type === 'AWS::SES::EmailIdentity') this.#identities.add(physicalId);
    else if (type === 'AWS::SES::ConfigurationSet') {
      this.#sets.set(physicalId, ConfigurationSet.parse(properties).SendingOptions?.SendingEnabled ?? true);
    } else this.#destinations.push(EventDestination.parse(properties));
  }

  async handle({ method, path, body }: AwsRequest): Promise<AwsResponse> {
    if (method !== 'POST' || path !== sendPath) {
      throw new AwsError(
        'UnknownOperationException',
        `ses ${method} ${path} is not simulated; there is SendEmail`,
        404,
      );
    }
    const parsed = SendEmailInput.safeParse(jsonOf(body));
    if (!parsed.success) throw new AwsError('BadRequestException', z.prettifyError(parsed.error));
    const MessageId = this.#send(parsed.data);
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ MessageId }),
    };
  }

  async stop(): Promise<void> {}

  #send(input: SendEmailInput): string {
    const { FromEmailAddress: from, Destination, ConfigurationSetName: set, Content } = input;
    const sender = addressIn(from);
    if (sender === undefined) throw new AwsError('BadRequestException', "Missing final '@domain' in the sender");
    this.#assertVerified(sender);
    if (set !== undefined) this.#assertSends(set);
    const to = Destination.ToAddresses.map((field) => {
      const address = addressIn(field);
      if (address === undefined) throw new AwsError('BadRequestException', 'Illegal address among the recipients');
      return address;
    });
    const { Subject, Body, Headers } = Content.Simple;
    // SES makes one header of it: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Message.html
    if (/[\r\n]/.test(Subject.Data)) throw new AwsError('BadRequestException', 'Subject has a line break');
    const at = new Date().toISOString();
    const messageId = randomUUID();
    this.#props.messages.append({
      at,
      kind: 'email',
      messageId,
      from,
      to,
      subject: Subject.Data,
      text: Body.Text.Data,
      ...(Headers === undefined
        ? {}
        : { headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])) }),
    });
    const events = eventsOfMail({ messageId, input, to, at });
    for (const destination of this.#destinations) {
      const { Enabled, MatchingEventTypes, EventBridgeDestination } = destination.EventDestination;
      if (destination.ConfigurationSetName !== set || !Enabled) continue;
      for (const event of events.filter(({ kind }) => MatchingEventTypes.includes(kind))) {
        this.#props.putEvent(EventBridgeDestination.EventBusArn, event);
      }
    }
    return messageId;
  }

  /** A domain stands for all of its addresses and for the names below it. */
  #assertVerified(sender: string): void {
    const { region, resources } = this.#context.model;
    const domain = sender.slice(sender.indexOf('@') + 1).toLowerCase();
    const isKnown = [...this.#identities].some(
      (identity) => (domain === identity || domain.endsWith(`.${identity}`)) && isVerified(identity, region, resources),
    );
    if (isKnown) return;
    throw new AwsError(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${sender}`,
    );
  }

  #assertSends(set: string): void {
    const sends = this.#sets.get(set);
    if (sends === undefined) throw new AwsError('NotFoundException', `Configuration set <${set}> does not exist.`, 404);
    if (!sends) throw new AwsError('SendingPausedException', `Sending is paused for configuration set <${set}>.`);
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('BadRequestException', 'the body is not JSON');
  }
}
