import { createHash } from 'node:crypto';
import { GetTemplateCommand, ListStacksCommand, StackStatus } from '@aws-sdk/client-cloudformation';
import { inParallel } from '@redoubt/lambda-kit';
import { templateEssence } from '../../domain/readiness/template-essence.ts';
import type { Survey, Surveyed } from '../region-survey.ts';

/** Pages of stacks read at most: an account's quota is 2,000 stacks, a page holds 100. */
const pagesMax = 20;

/** Templates read at a time. */
const parallelMax = 4;

/** Every state but that of a stack that is gone: those are listed for 90 days. */
const there = Object.values(StackStatus).filter((status) => status !== 'DELETE_COMPLETE');

/** The environment's stacks: in which state each is, and what its template says. */
export async function surveyStacks({ clients, names, regions, signal }: Survey): Promise<Surveyed> {
  const ours = new RegExp(`^(.+)-(?:primary|secondary)-${names.suffix}$`);
  const stacks: { readonly component: string; readonly name: string; readonly status: string }[] = [];
  let token: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const list = new ListStacksCommand({
      StackStatusFilter: there,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const { StackSummaries = [], NextToken } = await clients.cloudFormation.send(list, { abortSignal: signal });
    for (const { StackName: name = '', StackStatus: status = '' } of StackSummaries) {
      const [, component] = ours.exec(name) ?? [];
      if (component !== undefined) stacks.push({ component, name, status });
    }
    token = NextToken;
    if (token === undefined) break;
  }
  // The memory of the traffic vote is where the alarms of Route 53 are read, in one region by design.
  const both = stacks.filter(({ component }) => component !== 'traffic-memory');
  const digests = await inParallel(both, parallelMax, async ({ component, name }) => {
    const get = new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' });
    const { TemplateBody = '' } = await clients.cloudFormation.send(get, { abortSignal: signal });
    const digest = createHash('sha256').update(templateEssence(TemplateBody, regions)).digest('hex');
    return [component, digest.slice(0, 16)] as const;
  });
  return {
    stack: Object.fromEntries(both.map(({ component, status }) => [component, stateOf(status)])),
    template: Object.fromEntries(digests),
  };
}

/** A stack that was rolled back is complete, too, with the version before. */
function stateOf(status: string): string {
  if (status.includes('ROLLBACK')) return status.toLowerCase();
  return status.endsWith('_COMPLETE') ? 'complete' : status.toLowerCase();
}
