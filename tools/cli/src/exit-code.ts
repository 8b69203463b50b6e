/** Exit codes of the commands. */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** Something must be there first: a running cloud, a free port, a library. */
  precondition: 3,
  /** The drill passed its verdict and missed an objective in time. */
  objectiveMissed: 4,
  /** An invariant is broken. */
  invariantBroken: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
