import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { Templates } from './templates.ts';

/** A reason why AWS, or the local cloud in its place, would not deploy a template. */
export interface Refusal {
  /** Name of the rule, which is that of its file. */
  readonly rule: string;
  readonly stack: string;
  readonly region: string;
  /** Logical id; empty for what concerns the whole template. */
  readonly resource: string;
  /** Path of the property, e.g. `Targets.0.Arn`, or of an attribute of the resource such as `DependsOn`. */
  readonly property: string;
  /** Says what was got, what is allowed, and what to do. */
  readonly message: string;
}

/** Where a finding is: a resource, or a place that is named like one. */
export type Place = Pick<ResolvedResource, 'stackName' | 'region' | 'logicalId'>;

export interface Finding {
  readonly at: Place;
  readonly property: string;
  readonly message: string;
}

/** One thing that is refused, and the page of AWS that says so. */
export interface Rule {
  readonly name: string;
  /** URL on docs.aws.amazon.com. */
  readonly source: string;
  /** Yields what breaks the rule; looks at nothing but the templates. */
  readonly check: (templates: Templates) => Iterable<Finding>;
}

/** A rule that looks at one resource of some types at a time. */
export function resourceRule(
  name: string,
  {
    source,
    types,
    check,
  }: {
    readonly source: string;
    readonly types: readonly string[];
    readonly check: (resource: ResolvedResource, templates: Templates) => Iterable<Omit<Finding, 'at'>>;
  },
): Rule {
  return {
    name,
    source,
    *check(templates) {
      for (const type of types) {
        for (const resource of templates.ofType(type)) {
          for (const finding of check(resource, templates)) yield { at: resource, ...finding };
        }
      }
    },
  };
}
