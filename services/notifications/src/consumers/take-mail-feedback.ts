import { ChannelId, MerchantId } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { takeMailFeedback } from '../channels/take-mail-feedback.ts';
import { ownRegion, wireChannels, wireLease, wirePublisher } from '../wiring.ts';

/** Tags that the mail was sent with, each a list of one. */
const Mail = z.object({
  messageId: z.string(),
  tags: z.object({ channel_id: z.tuple([ChannelId]), merchant_id: z.tuple([MerchantId]) }),
});
const Feedback = { feedbackId: z.string(), timestamp: z.iso.datetime() };

/** An event of SES on the default bus: https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html */
const MailEvent = z.object({
  detail: z.discriminatedUnion('eventType', [
    z.object({
      eventType: z.literal('Bounce'),
      mail: Mail,
      bounce: z.object({ ...Feedback, bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']) }),
    }),
    z.object({ eventType: z.literal('Complaint'), mail: Mail, complaint: z.object(Feedback) }),
  ]),
});

const dependencies = {
  channels: wireChannels(),
  publisher: wirePublisher(),
  region: ownRegion(),
  now: () => new Date(),
};
const lease = wireLease();

/** Pauses channels whose mails bounce or are complained about, in whichever region they were sent. A full mailbox pauses nothing. */
export const handler = taskHandler({
  input: MailEvent,
  async handle({ detail }, { logger }) {
    const { tags } = detail.mail;
    const isBounce = detail.eventType === 'Bounce';
    if (isBounce && detail.bounce.bounceType !== 'Permanent') return { paused: false };
    const { feedbackId, timestamp: at } = isBounce ? detail.bounce : detail.complaint;
    const [endpointId] = tags.channel_id;
    const [merchantId] = tags.merchant_id;
    const { epoch } = await lease.current();
    const kind = isBounce ? 'bounced' : 'complained';
    const paused = await takeMailFeedback({ merchantId, endpointId, kind, feedbackId, at }, { ...dependencies, epoch });
    logger.info('mail feedback taken', { endpointId, kind, paused });
    return { paused };
  },
});
