/** Whether a process does nothing but wait for what it started: npm, the shell of npm, `timeout` … */
export function isFront(command: string, parentCommand?: string): boolean;

/** Calls back, once, when a process that fronts this one has ended: npm, npx, `timeout`, bootstrap.mjs. */
export function whenFrontIsGone(then: () => void): void;

/** Ends everything below this process at once. */
export function killDescendants(): void;
