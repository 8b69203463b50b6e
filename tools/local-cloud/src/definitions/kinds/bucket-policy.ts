import { z } from 'zod';

const Policy = z.object({
  PolicyDocument: z.object({
    Statement: z.array(z.object({ Effect: z.enum(['Allow', 'Deny']), Condition: z.unknown().optional() })),
  }),
});

/** The denial by CDK's `enforceSSL`; connections on loopback are not encrypted, and none comes from outside. */
const unencrypted = z.strictObject({ Bool: z.strictObject({ 'aws:SecureTransport': z.literal('false') }) });

/** Names the statement of a bucket's policy would refuse calls on AWS that are carried out here. */
export function policyComplaint(properties: Readonly<Record<string, unknown>>): string | undefined {
  const { success, data, error } = Policy.safeParse(properties);
  if (!success) return `the policy is not understood: ${z.prettifyError(error)}`;
  const denial = data.PolicyDocument.Statement.find(
    ({ Effect, Condition }) => Effect === 'Deny' && !unencrypted.safeParse(Condition).success,
  );
  return denial === undefined
    ? undefined
    : `a Deny with condition ${JSON.stringify(denial.Condition)} is not simulated; only aws:SecureTransport false is`;
}
