import { resourceRule } from '../../rule.ts';

/** Node.js runtimes in which Lambda still creates functions, of those that are known here. */
const alive = ['nodejs22.x', 'nodejs24.x'];

/** Runtimes past their end: Lambda creates no function in them. */
export const deadRuntime = resourceRule('dead-runtime', {
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  types: ['AWS::Lambda::Function'],
  *check({ properties: { Runtime } }) {
    if (Runtime === undefined || alive.includes(String(Runtime))) return;
    yield {
      property: 'Runtime',
      message: `got ${String(Runtime)}; ${alive.join(' and ')} take new functions: use the latest`,
    };
  },
});
