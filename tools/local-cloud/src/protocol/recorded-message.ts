/** One line of a region's messages file: a mail or a text message that would have left for a person. */
export interface RecordedMessage {
  /** When it was accepted, RFC 3339. */
  readonly at: string;
  readonly kind: 'email' | 'sms';
  /** As the service gave it to the caller. */
  readonly messageId: string;
  /** Address of a mail's sender, or ARN of the topic that has the person as subscriber; absent for a text message to a number. */
  readonly from?: string;
  readonly to: readonly string[];
  readonly subject?: string;
  readonly text: string;
  /** Headers that the sender gave to a mail, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}
