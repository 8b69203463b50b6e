/** A payer's visit: what a merchant wants to find again in whichever region is active. */
export interface Session {
  readonly sessionId: string;
  readonly merchantId: string;
  readonly userId: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of the request that started it, so that its key is not used for another. */
  readonly fingerprint: string;
  /** Region that wrote this version, and the epoch it did so under. */
  readonly homeRegion: string;
  readonly epoch: number;
  /** Grows by one with each change; a change names the version that it replaces. */
  readonly version: number;
  readonly startedAt: string;
  /** Seconds since 1970. The session ends then; its item is deleted some time after. */
  readonly expiresAt: number;
}

/** How long a session lives after its last change, in seconds. */
export const sessionSeconds = 3_600;

/** Whether a session has not expired. */
export function isLive(session: Pick<Session, 'expiresAt'>, now: Date): boolean {
  return now.getTime() < session.expiresAt * 1000;
}

export interface Writer {
  readonly region: string;
  readonly epoch: number;
}

/** Version 1 of a session. */
export function startOf(
  session: Pick<Session, 'sessionId' | 'merchantId' | 'userId' | 'attributes' | 'fingerprint'>,
  { region, epoch }: Writer,
  now: Date,
): Session {
  const startedAt = now.toISOString();
  return { ...session, homeRegion: region, epoch, version: 1, startedAt, expiresAt: expiryAt(now) };
}

/** The session's next version: its home is the region that writes it, and its hour begins again. */
export function nextVersion(
  session: Session,
  attributes: Session['attributes'],
  { region, epoch }: Writer,
  now: Date,
): Session {
  const version = session.version + 1;
  return { ...session, attributes, homeRegion: region, epoch, version, expiresAt: expiryAt(now) };
}

function expiryAt(now: Date): number {
  return Math.ceil(now.getTime() / 1000) + sessionSeconds;
}
