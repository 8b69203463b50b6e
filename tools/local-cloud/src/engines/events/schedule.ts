const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Reads a schedule such as `rate(1 minute)`, in milliseconds.
 *
 * @throws Error for cron expressions, which are not simulated
 */
export function scheduleEveryMs(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined || unit === undefined || Number(count) === 0) {
    throw new Error(`schedule ${expression} is not simulated; rate(<n> minutes|hours|days) is`);
  }
  return Number(count) * unitMs[unit as keyof typeof unitMs];
}
