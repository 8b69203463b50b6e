/**
 * Does the work for every item, at most so many at a time, and returns the results in the items' order.
 *
 * A rejection is passed on only when everything that was begun has ended: work that is still under way when a function
 * answers would be frozen with it, and end at any later time.
 */
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
  const workers = await Promise.allSettled(Array.from({ length: Math.min(parallelMax, items.length) }, worker));
  const failed = workers.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return results;
}
