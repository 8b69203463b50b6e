import { z } from 'zod';

/** Addresses of one message: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const recipientsMax = 50;

/** Pairs of a name and a value that SES keeps with a message. */
const Tag = z.strictObject({
  Name: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
  Value: z.string().regex(/^[A-Za-z0-9_.@-]{1,256}$/),
});

const Content = z.strictObject({ Data: z.string(), Charset: z.literal('UTF-8').optional() });

/**
 * Body of `POST /v2/email/outbound-emails`, as far as it is simulated: a simple text.
 * Bounds: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html and API_MessageHeader.html
 */
export const SendEmailInput = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: z.array(z.string()).min(1).max(recipientsMax) }),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: Content,
      Body: z.strictObject({ Text: Content }),
      Headers: z
        .array(
          z.strictObject({
            Name: z.string().regex(/^[!-9;-@A-~]{1,126}$/),
            Value: z.string().regex(/^[ -~]{1,870}$/),
          }),
        )
        .max(15)
        .optional(),
    }),
  }),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(Tag).optional(),
});
export type SendEmailInput = z.infer<typeof SendEmailInput>;

/** An address alone, or behind a name: SES takes local parts in ASCII without line breaks. */
const oneAddress = /^(?:[^<>\r\n,;]*<)?([^\s<>@,;"]{1,64}@[A-Za-z0-9.-]{1,255})>?$/;

/** The address in a field; undefined when it is not one, or more than one. */
export function addressIn(field: string): string | undefined {
  return /^[\x20-\x7e]{1,320}$/.test(field) ? oneAddress.exec(field)?.[1] : undefined;
}
