/** Keys in the order in which S3 lists them: by their UTF-8 bytes, which JavaScript's own order of strings is not. */
export class SortedKeys {
  readonly #keys: string[] = [];

  add(key: string): void {
    const at = this.#firstNotBefore(key);
    if (this.#keys[at] !== key) this.#keys.splice(at, 0, key);
  }

  remove(key: string): void {
    const at = this.#firstNotBefore(key);
    if (this.#keys[at] === key) this.#keys.splice(at, 1);
  }

  /** Keys with the prefix that come after another key, which need not be there itself. */
  *after(key: string | undefined, prefix: string): Generator<string> {
    const from = key === undefined || isBefore(key, prefix) ? prefix : key;
    for (let at = this.#firstNotBefore(from); at < this.#keys.length; at += 1) {
      const found = this.#keys[at];
      if (found === undefined || !found.startsWith(prefix)) return;
      if (found !== key) yield found;
    }
  }

  #firstNotBefore(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#keys[middle] ?? '', key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether S3 lists the left key first. */
export function isBefore(left: string, right: string): boolean {
  return Buffer.compare(Buffer.from(left), Buffer.from(right)) < 0;
}
