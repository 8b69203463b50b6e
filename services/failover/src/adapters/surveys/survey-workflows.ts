import { createHash } from 'node:crypto';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { neutral } from '../../domain/readiness/region-facts.ts';
import type { Survey, Surveyed } from '../region-survey.ts';

/** Pages of rules read at most, of 100 each. */
const pagesMax = 10;

/** The environment's rules and schedules: whether each is enabled, and what it waits for. */
export async function surveyRules({ clients, names, regions, signal }: Survey): Promise<Surveyed> {
  const buses = ['default', names.busName];
  const facts: Record<string, string> = {};
  for (const EventBusName of buses) {
    let token: string | undefined;
    for (let page = 0; page < pagesMax; page += 1) {
      const list = new ListRulesCommand({ EventBusName, ...(token === undefined ? {} : { NextToken: token }) });
      const { Rules = [], NextToken } = await clients.events.send(list, { abortSignal: signal });
      for (const { Name = '', State, ScheduleExpression, EventPattern } of Rules) {
        if (!Name.endsWith(`-${names.suffix}`)) continue;
        const trigger = ScheduleExpression ?? neutral(EventPattern ?? '', regions);
        facts[`${EventBusName}/${neutral(Name, regions)}`] = `${State} ${trigger}`;
      }
      token = NextToken;
      if (token === undefined) break;
    }
  }
  return { rule: facts };
}

/** The failover's state machine; only digests are kept, because definitions are long. */
export async function surveyMachines({ clients, names, regions, signal }: Survey): Promise<Surveyed> {
  const stateMachineArn = `arn:aws:states:${regions.own}:${names.account}:stateMachine:${names.machineName}`;
  const { definition = '' } = await clients.states.send(new DescribeStateMachineCommand({ stateMachineArn }), {
    abortSignal: signal,
  });
  const digest = createHash('sha256').update(neutral(definition, regions)).digest('hex');
  return { state_machine: { [names.machineName]: digest.slice(0, 16) } };
}
