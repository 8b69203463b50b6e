import { type ApiChange, apiChanges } from './api-changes.ts';
import { type EventDocument, eventChanges } from './event-changes.ts';
import type { GitHistory } from './git-history.ts';

/** Changes of a service's published documents since a commit. */
export interface PublishedChanges {
  /** For merchants and operators. */
  readonly api: readonly ApiChange[];
  /** For consumers of its events. */
  readonly events: readonly ApiChange[];
}

const eventsFile = 'docs/reference/events.asyncapi.json';

/** Compares what a service publishes at HEAD with what it did at another commit; of a library both are empty. */
export function publishedChanges(history: GitHistory, service: string, base: string): PublishedChanges {
  const [api, events] = [`docs/reference/${service}.openapi.json`, eventsFile].map((file) => ({
    before: parsed(history.fileAt(base, file)),
    after: parsed(history.fileAt('HEAD', file)),
  }));
  return {
    api: apiChanges(api?.before, api?.after),
    events: eventChanges(
      service,
      events?.before as EventDocument | undefined,
      events?.after as EventDocument | undefined,
    ),
  };
}

function parsed(text: string | undefined): object | undefined {
  return text === undefined ? undefined : JSON.parse(text);
}
