import { z } from 'zod';

/** A stack as an environment has it: written after each deployment, read by the next plan. */
export const DeploymentRecord = z.object({
  /** Commit that the assembly was made from; with `+` when files were changed besides. */
  commit: z.string(),
  /** SHA-256 of the template. */
  digest: z.string(),
  deployedAt: z.iso.datetime(),
});
export type DeploymentRecord = z.infer<typeof DeploymentRecord>;

/** Where the records of an environment are, in the Parameter Store of each stack's own region. */
export function deploymentsPath(suffix: string): string {
  return `/payment/${suffix}/deployments`;
}

/** Name of the parameter that holds the record of a stack. */
export function deploymentParameterName(suffix: string, stackName: string): string {
  return `${deploymentsPath(suffix)}/${stackName}`;
}
