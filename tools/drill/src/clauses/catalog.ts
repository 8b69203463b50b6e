import type { Report } from '../report/report.ts';
import { type Clause, type JudgedClause, notTested } from './clause.ts';
import { hasRebuilt, hasSwitched, timesAgainstObjectives } from './facts.ts';
import { sources } from './sources.ts';

const dayOf = ({ startedAt }: Report): string => startedAt.slice(0, 10);

/** Clauses that drills bear on. Only those stand here whose text was read. */
const clauses: readonly Clause[] = [
  {
    id: 'DORA Art. 11(6)(a)',
    asks: 'tests of business continuity, response and recovery plans at least yearly, and after substantive changes',
    source: sources.dora11and12,
    judge: (report) => ({
      coverage: 'in part',
      text: `One test, on ${dayOf(report)}, of commit ${report.provenance.commit?.slice(0, 10) ?? 'unknown'}. Whether it is repeated yearly, and covers all functions, it does not show.`,
    }),
  },
  {
    id: 'DORA Art. 11(6), second subparagraph',
    asks: 'scenarios of cyber-attacks, and of switchovers from the primary infrastructure to the redundant one',
    source: sources.dora11and12,
    judge: (report) =>
      hasSwitched(report)
        ? {
            coverage: 'in part',
            text: 'Work went over to the redundant region, and money moved there. No cyber-attack was simulated.',
          }
        : { coverage: 'not tested', text: 'Work stayed in its region, as it had to; no cyber-attack was simulated.' },
  },
  {
    id: 'DORA Art. 12(2)',
    asks: 'periodic tests of backup, restoration and recovery procedures',
    source: sources.dora12,
    judge: (report) =>
      hasRebuilt(report)
        ? {
            coverage: 'in part',
            text: `A ledger was made from the archive alone (${report.verdict.commandsRebuilt} commands) and equals the one that took over, row by row. Backups of the database were not restored.`,
          }
        : { coverage: 'not tested', text: 'No equal ledger was made from the archive.' },
  },
  {
    id: 'DORA Art. 12(3)',
    asks: 'restoration on systems that are physically and logically segregated from the source',
    source: sources.dora12,
    judge: notTested('The ledger was rebuilt on the machine of the drill.'),
  },
  {
    id: 'DORA Art. 12(6)',
    asks: 'recovery time and recovery point objectives for each function, so that service levels are met in extreme scenarios',
    source: sources.dora11and12,
    judge: (report) =>
      Object.keys(report.objectives).length === 0
        ? { coverage: 'not tested', text: 'This scenario has no objective in time.' }
        : {
            coverage: 'in part',
            text: `Measured in ms: ${timesAgainstObjectives(report)}; acknowledged payments lost: ${report.verdict.lost}. How the objectives were chosen, it does not show.`,
          },
  },
  {
    id: 'DORA Art. 12(7)',
    asks: 'checks and reconciliations when recovering, for the highest integrity of data',
    source: sources.dora12checks,
    judge: ({ verdict }) => ({
      coverage: verdict.pass ? 'shown' : 'in part',
      text: `Every acknowledged payment and change was compared with the ledger, its transfers, the archive, events and webhooks: ${verdict.breaches} breaches; sums of debits and credits differ in ${Object.values(verdict.ledgerSumByCurrency).filter((sum) => sum !== '0').length} currencies.`,
    }),
  },
  {
    id: 'DORA Art. 24(1)',
    asks: 'a testing programme as part of risk management',
    source: sources.dora24,
    judge: notTested('A drill is one test, and no programme.'),
  },
  {
    id: 'DORA Art. 25(1)',
    asks: 'appropriate tests, such as scenario-based, end-to-end and performance tests, and many others',
    source: sources.dora25,
    judge: ({ scenario, conditions }) => ({
      coverage: 'in part',
      text: `A scenario-based test (${scenario}), end to end over HTTP at ${conditions.load.rate} requests/s. None of the other kinds.`,
    }),
  },
  {
    id: 'DORA Art. 26(1), (2)',
    asks: 'threat-led penetration tests at least every three years, on live production',
    source: sources.dora26,
    judge: notTested('A drill attacks nothing, and ran on no live production.'),
  },
  {
    id: 'RTS 2024/1774 Art. 25(1)',
    asks: 'tests that take business impact analysis and risk assessment into account',
    source: sources.rts25,
    judge: notTested('Those are the entity’s own.'),
  },
  {
    id: 'RTS 2024/1774 Art. 25(2)(a)',
    asks: 'scenarios that simulate potential disruptions, severe but plausible ones among them',
    source: sources.rts25,
    judge: ({ faults }) => ({
      coverage: 'in part',
      text: `This disruption: ${faults.map(({ text }) => text).join('; ')}.`,
    }),
  },
  {
    id: 'RTS 2024/1774 Art. 25(2)(b)',
    asks: 'tests of services of third-party providers',
    source: sources.rts25,
    judge: notTested('The cloud was a local one, made from the templates.'),
  },
  {
    id: 'RTS 2024/1774 Art. 25(2)(c)',
    asks: 'switchover to redundant capacity, its operation for a sufficient time, and return to normal',
    source: sources.rts25results,
    judge: (report) =>
      hasSwitched(report)
        ? {
            coverage: 'in part',
            text: 'The redundant region took the work over and did it to the end of the drill. The return to the primary region was not tested.',
          }
        : { coverage: 'not tested', text: 'Work stayed in its region, as it had to.' },
  },
  {
    id: 'RTS 2024/1774 Art. 25(2)(d)',
    asks: 'challenging assumptions, governance and crisis communication among them',
    source: sources.rts25,
    judge: notTested('No people took part.'),
  },
  {
    id: 'RTS 2024/1774 Art. 25(2)(e)',
    asks: 'the ability of staff, providers and systems to respond',
    source: sources.rts25,
    judge: notTested('Systems responded by themselves; no people took part.'),
  },
  {
    id: 'RTS 2024/1774 Art. 25(5)',
    asks: 'documented results; deficiencies analysed, addressed and reported to the management body',
    source: sources.rts25results,
    judge: ({ verdict, objectivesMissed }) => ({
      coverage: 'in part',
      text: `This folder documents the results: ${verdict.breaches} breaches, ${objectivesMissed.length} objectives missed. What is done about them, it does not show.`,
    }),
  },
  {
    id: 'PCI DSS 4.0.1, 12.10.2',
    asks: 'the security incident response plan reviewed and tested at least every 12 months',
    source: sources.pci,
    judge: notTested('No security incident was rehearsed.'),
  },
  {
    id: 'SOC 2, A1.3',
    asks: 'tests of recovery plan procedures, so that objectives are met',
    source: sources.soc2,
    judge: (report) => ({
      coverage: 'in part',
      text: `Recovery was tested on ${dayOf(report)}: ${report.verdict.pass ? 'all promises about money were kept' : 'promises about money were broken'}, ${report.objectivesMissed.length} objectives in time were missed. Availability of key personnel was not tested.`,
    }),
  },
];

/** Every clause beside a drill. */
export function judgeClauses(report: Report): readonly JudgedClause[] {
  return clauses.map(({ judge, ...clause }) => ({ ...clause, ...judge(report) }));
}
