import type { SendEmailInput } from './send-email-input.ts';

/** The fate of a mail to one of SES' own test addresses: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
const simulatedMailboxes = {
  'bounce@simulator.amazonses.com': 'BOUNCE',
  'complaint@simulator.amazonses.com': 'COMPLAINT',
} as const;

export interface AcceptedMail {
  readonly messageId: string;
  readonly input: SendEmailInput;
  readonly to: readonly string[];
  readonly at: string;
}

/** An event about a mail, as SES puts it on the default bus. */
export interface MailEvent {
  readonly kind: 'BOUNCE' | 'COMPLAINT';
  readonly detailType: 'Email Bounced' | 'Email Complaint Received';
  readonly detail: object;
}

/**
 * Events that follow from a mail to the mailbox simulator.
 * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 */
export function eventsOfMail({ messageId, input, to, at }: AcceptedMail): readonly MailEvent[] {
  const tags = Object.fromEntries((input.EmailTags ?? []).map(({ Name, Value }) => [Name, [Value]]));
  const mail = {
    timestamp: at,
    source: input.FromEmailAddress,
    messageId,
    destination: to,
    tags: { ...tags, 'ses:configuration-set': [input.ConfigurationSetName] },
  };
  return Object.entries(simulatedMailboxes)
    .filter(([address]) => to.includes(address))
    .map(([emailAddress, kind]): MailEvent => {
      if (kind === 'COMPLAINT') {
        const complaint = {
          complainedRecipients: [{ emailAddress }],
          complaintFeedbackType: 'abuse',
          feedbackId: messageId,
          timestamp: at,
        };
        return {
          kind,
          detailType: 'Email Complaint Received',
          detail: { eventType: 'Complaint', mail, complaint },
        };
      }
      const bounce = {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress, action: 'failed', status: '5.1.1' }],
        feedbackId: messageId,
        timestamp: at,
      };
      return { kind, detailType: 'Email Bounced', detail: { eventType: 'Bounce', mail, bounce } };
    });
}
