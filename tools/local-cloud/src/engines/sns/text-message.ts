import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';

/** Longest text that is sent in parts: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const charactersMax = 1_600;

/** The one attribute that is simulated: which of two routes a text message takes. */
const SmsType = z.strictObject({
  entry: z.strictObject({
    1: z.strictObject({
      Name: z.literal('AWS.SNS.SMS.SMSType'),
      Value: z.strictObject({ DataType: z.literal('String'), StringValue: z.enum(['Transactional', 'Promotional']) }),
    }),
  }),
});

/** Input of `Publish` to a phone number. */
export const TextMessageInput = z.strictObject({
  PhoneNumber: z.string(),
  Message: z.string(),
  MessageAttributes: SmsType.optional(),
});

/** @throws AwsError `InvalidParameter` */
export function assertTextMessage({ PhoneNumber, Message }: z.infer<typeof TextMessageInput>): void {
  if (!/^\+[1-9][0-9]{1,14}$/.test(PhoneNumber)) {
    throw new AwsError('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: not a number in E.164 format');
  }
  if (Message === '' || [...Message].length > charactersMax) {
    throw new AwsError('InvalidParameter', `Invalid parameter: Message has 1 to ${charactersMax} characters`);
  }
}
