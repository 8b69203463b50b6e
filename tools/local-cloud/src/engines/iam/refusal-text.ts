import type { Decision } from './decide.ts';

/** A refusal in the words of https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function refusalText({
  principal,
  action,
  resource,
  decision,
}: {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly decision: Exclude<Decision, 'allowed'>;
}): string {
  const why =
    decision === 'not_allowed'
      ? `because no identity-based policy allows the ${action} action`
      : 'with an explicit deny in an identity-based policy';
  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}
