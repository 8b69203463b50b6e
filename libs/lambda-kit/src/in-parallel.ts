/** Does the work for every item, at most so many at a time, and returns the results in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  parallelMax: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  async function worker(): Promise<void> {
    // Workers share one iterator: each takes what is next.
    for (const [at, item] of queue) results[at] = await work(item);
  }
  await Promise.all(Array.from({ length: Math.min(parallelMax, items.length) }, worker));
  return results;
}
