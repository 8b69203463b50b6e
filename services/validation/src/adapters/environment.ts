import { validationTokenKeyOf } from '@redoubt/contracts';
import { cachedSecret, documentClient, readEnvironment } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { RuleDesk } from '../assess-payment.ts';
import { currentRuleSet } from '../domain/rule-sets.ts';
import { BlocklistTable } from './blocklist-table.ts';
import { CoalescingCounters } from './coalescing-counters.ts';
import { DecisionTable } from './decision-table.ts';
import { SessionTable } from './session-table.ts';
import { VelocityCounters } from './velocity-counters.ts';

const TableEnvironment = z.object({ VALIDATION_TABLE: z.string().min(1), AWS_REGION: z.string().min(1) });
const TokenEnvironment = z.object({ VALIDATION_TOKEN_SECRET_ARN: z.string().min(1) });
const SessionEnvironment = z.object({ SESSION_TABLE: z.string().min(1) });

/** What this function's environment leads to; each is read when it is asked for, as functions differ in what they get. */
export const fromEnvironment = {
  rules(): RuleDesk {
    const { VALIDATION_TABLE: table, AWS_REGION: region } = readEnvironment(TableEnvironment, process.env);
    const client = documentClient();
    return {
      ruleSet: currentRuleSet,
      counters: new CoalescingCounters(new VelocityCounters({ table, region, client })),
      blocklist: new BlocklistTable({ table, client, steadyMs: () => performance.now() }),
    };
  },
  decisions(): DecisionTable {
    const { VALIDATION_TABLE: table } = readEnvironment(TableEnvironment, process.env);
    return new DecisionTable({ table, client: documentClient() });
  },
  tokenKey(): () => Promise<Uint8Array> {
    const secret = cachedSecret({
      secretArn: readEnvironment(TokenEnvironment, process.env).VALIDATION_TOKEN_SECRET_ARN,
    });
    return async () => validationTokenKeyOf(await secret());
  },
  sessions(): SessionTable {
    const { SESSION_TABLE: table } = readEnvironment(SessionEnvironment, process.env);
    return new SessionTable({ table, client: documentClient() });
  },
} as const;
