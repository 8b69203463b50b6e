import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** A message to the teams. */
export interface Announcement {
  /** At most 100 ASCII characters are kept of it. */
  readonly subject: string;
  readonly text: string;
}

/** Announces to people through the region's alarm topic. */
export class Announcer {
  readonly #client: SNSClient;
  readonly #topicArn: string;

  constructor(client: SNSClient, topicArn: string) {
    this.#client = client;
    this.#topicArn = topicArn;
  }

  async tell({ subject, text }: Announcement): Promise<void> {
    await this.#client.send(
      new PublishCommand({ TopicArn: this.#topicArn, Subject: subject.slice(0, 100), Message: text }),
    );
  }
}
