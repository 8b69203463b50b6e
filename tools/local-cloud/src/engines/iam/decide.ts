import type { ConditionKey, Statement } from '../../definitions/policy-document.ts';

/** A permission that a call needs; some calls need several. */
export interface Asked {
  /** As IAM names it, e.g. `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN, or `*` for an action that knows no resources. */
  readonly resource: string;
  /** Values of keys that conditions may look at. */
  readonly context: Readonly<Partial<Record<ConditionKey, readonly string[]>>>;
}

export type Decision = 'allowed' | 'denied_explicitly' | 'not_allowed';

/** Decides as IAM does of an identity's policies: a Deny wins, and what no Allow names is not allowed. */
export function decide(statements: readonly Statement[], asked: Asked): Decision {
  const fitting = statements.filter((statement) => fits(statement, asked));
  if (fitting.some(({ effect }) => effect === 'Deny')) return 'denied_explicitly';
  return fitting.length > 0 ? 'allowed' : 'not_allowed';
}

function fits({ actions, resources, conditions }: Statement, { action, resource, context }: Asked): boolean {
  return (
    actions.some((pattern) => pattern.test(action)) &&
    resources.some((pattern) => pattern.test(resource)) &&
    conditions.every(({ key, quantifier, patterns }) => {
      const values = context[key] ?? [];
      const matched = (value: string) => patterns.some((pattern) => pattern.test(value));
      return quantifier === 'all' ? values.every(matched) : values.some(matched);
    })
  );
}
