/**
 * Lets the functions of a region start further workers one at a time.
 *
 * A worker that loads takes a core. When a region takes over, all its functions are called at once; if each of them added
 * workers then, their starts would slow down the very invocations that wait.
 */
export class ColdStartGate {
  #isTaken = false;

  /** Whether a worker may start now; each true is followed by one `leave` when the worker is loaded. */
  tryEnter(): boolean {
    if (this.#isTaken) return false;
    this.#isTaken = true;
    return true;
  }

  leave(): void {
    this.#isTaken = false;
  }
}
