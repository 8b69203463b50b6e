import type { PaymentStory, StorySource, StoryStep } from '../../wire.ts';
import type { StoryReader } from './story-reader.ts';

/** Steps that a page shows at most; the newest are left out beyond. */
const stepsMax = 500;

/** Everything that is known of a payment, in the order of its times. A place that can't be read leaves the others as they are. */
export async function paymentStory(id: string, readers: readonly StoryReader[]): Promise<Omit<PaymentStory, 'row'>> {
  const read = await Promise.all(
    readers.map(async ({ name, read: look }): Promise<{ source: StorySource; steps: readonly StoryStep[] }> => {
      try {
        const steps = await look(id);
        return { source: { name, found: steps.length }, steps };
      } catch (error) {
        return {
          source: { name, found: 0, failure: error instanceof Error ? error.message : String(error) },
          steps: [],
        };
      }
    }),
  );
  const steps = read.flatMap((it) => it.steps).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { id, steps: steps.slice(0, stepsMax), sources: read.map(({ source }) => source) };
}
