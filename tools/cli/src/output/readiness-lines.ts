import type { ReadinessFinding, ReadinessGrade, ReadinessReport } from '@redoubt/contracts';
import { commandLine } from '../workspace.ts';

const words: Readonly<Record<ReadinessGrade, string>> = { blocks: 'BLOCKS', mend: 'MEND', know: 'know' };

/** Everything that was found, what blocks an automatic failover first, each with the command that mends it. */
export function readinessLines(report: ReadinessReport): readonly string[] {
  const { region, activeRegion, standbyRegion, tookMs, isReady, compared, findings, more } = report;
  const facts = Object.values(compared).reduce((sum, count) => sum + count, 0);
  const blocking = findings.filter(({ grade }) => grade === 'blocks').length;
  const verdict = isReady
    ? `${standbyRegion} is ready to take over from ${activeRegion}`
    : `${standbyRegion} is NOT ready to take over from ${activeRegion}${blocking > 0 ? ', and would not by itself' : ''}`;
  return [
    `${verdict}: ${facts} facts compared, ${findings.length + more} findings, by ${region} in ${tookMs} ms.`,
    ...findings.flatMap(findingLines),
    ...(more === 0 ? [] : [`and ${more} more; mend these first`]),
  ];
}

function findingLines({ kind, grade, subject, region, got, expected, mend }: ReadinessFinding): readonly string[] {
  return [
    `${words[grade].padEnd(6)}  ${kind.replaceAll('_', ' ')}: ${subject} in ${region}`,
    `        got  ${got}`,
    `        want ${expected}`,
    `        fix  ${here(mend)}`,
  ];
}

/** The same deployment in the local cloud, which this command has asked. */
function here(mend: string): string {
  return mend.replaceAll(/npx nx deploy ([a-z-]+)/g, (_, app: string) => commandLine(`deploy ${app}`));
}
