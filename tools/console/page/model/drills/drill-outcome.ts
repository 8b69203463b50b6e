import type { EndedDrill } from '../../../src/drill-wire.ts';
import type { Standing } from '../tone.ts';

/** How a drill ended, by its exit code. */
export function drillOutcome({ exitCode }: Pick<EndedDrill, 'exitCode'>): Standing {
  switch (exitCode) {
    case 0:
      return { tone: 'good', text: 'passed' };
    case 4:
      return { tone: 'warn', text: 'passed, and missed an objective in time' };
    case 5:
      return { tone: 'bad', text: 'failed: a promise was broken' };
    case 130:
      return { tone: 'quiet', text: 'stopped before its end' };
    default:
      return { tone: 'bad', text: 'could not be carried out' };
  }
}
