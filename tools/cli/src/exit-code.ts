/** What the commands answer to the shell. */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** Something must be there first: a running cloud, a free port, a library. */
  precondition: 3,
  /** The drill went through and the money is right, but it took too long. */
  objectiveMissed: 4,
  /** The drill found a breach of what the platform promises. */
  invariantBroken: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
