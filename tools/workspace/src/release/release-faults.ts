import type { PublishedChanges } from './published-changes.ts';

/** A service that is about to be released. */
export interface Candidate {
  readonly project: string;
  readonly changes: PublishedChanges;
  /** Whether a commit since its last release says that it breaks something: its version is a new major one then. */
  readonly saysBreaking: boolean;
}

/**
 * Says why a service may not be released.
 *
 * A breaking change takes a new path or a new event beside the old one, which is no change of the old; or a commit with `!`, which makes
 * the version a new major one. The body of an event never breaks under its name: both regions, and messages that
 * wait in queues, speak the version before for a while.
 */
export function releaseFaults({ project, changes, saysBreaking }: Candidate): readonly string[] {
  const breaking = (all: PublishedChanges['api']): readonly string[] =>
    all.filter(({ kind }) => kind === 'breaking').map(({ text }) => text);
  const events = breaking(changes.events);
  const isGone = (text: string): boolean => /^[A-Za-z]+ is gone$/.test(text);
  const renamed = events.filter((text) => !isGone(text));
  const unsaid = saysBreaking ? [] : [...breaking(changes.api), ...events.filter(isGone)];
  return [
    ...renamed.map((text) => `${project}: ${text}; an event that breaks needs a new name`),
    ...unsaid.map(
      (text) => `${project}: ${text}; this needs a new path or name, or a commit that says so: feat(${project})!: …`,
    ),
  ];
}
