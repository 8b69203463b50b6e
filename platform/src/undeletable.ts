import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Refuses deletion to everybody, the account's administrators and CloudFormation included: it takes a deployment of another profile
 * first, as with deletion protection of the database.
 */
export function undeletable(actions: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: 'DeletedInTwoStepsOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [...actions],
    resources: ['*'],
  });
}
