import type { Rule } from '../../rule.ts';
import { dependenciesOf } from './dependencies.ts';

/** No resource may wait for itself, in any number of steps. */
export const circularDependency: Rule = {
  name: 'circular-dependency',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  *check({ stacks }) {
    for (const { stackName, region, template } of stacks) {
      const resources = template.Resources ?? {};
      const next = new Map(
        Object.entries(resources).map(([id, resource]) => {
          const names = new Set(dependenciesOf(resource));
          return [id, [...names].filter((name) => Object.hasOwn(resources, name))] as const;
        }),
      );
      for (const circle of circlesIn(next)) {
        const [logicalId = ''] = circle;
        yield {
          at: { stackName, region, logicalId },
          property: 'DependsOn',
          message: `waits for itself: ${[...circle, logicalId].join(' → ')}; take one of these references out`,
        };
      }
    }
  },
};

/** Circles that a walk from each name meets; one for each way back to a name that is still open. */
function circlesIn(next: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    const at = path.indexOf(id);
    if (at !== -1) {
      circles.push(path.slice(at));
      return;
    }
    if (done.has(id)) return;
    for (const other of next.get(id) ?? []) visit(other, [...path, id]);
    done.add(id);
  };
  for (const id of next.keys()) visit(id, []);
  return circles;
}
