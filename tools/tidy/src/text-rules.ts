/** A rule that looks at the text of one file at a time. */
export interface TextRule {
  /** Completes "no file …". */
  readonly name: string;
  readonly appliesTo: (file: string) => boolean;
  readonly pattern: RegExp;
}

const isSource = (file: string): boolean => /\.(tsx?|mjs|mts|sql)$/.test(file);
/** Names the forbidden words themselves. */
const isTidy = (file: string): boolean => file.startsWith('tools/tidy/');
const isTest = (file: string): boolean => /(^|\/)test\/.*\.ts$/.test(file);

export const textRules = {
  environment: {
    name: 'of a service reads the environment, except its wiring.ts',
    appliesTo: (file) => /^services\/[^/]+\/src\//.test(file) && !/^services\/[^/]+\/src\/wiring\.ts$/.test(file),
    pattern: /\bprocess\.env\b|\bfrom 'node:process'/,
  },
  whatComments: {
    name: 'has a doc comment that begins with "What"',
    appliesTo: (file) => isSource(file) && !isTidy(file),
    pattern: /\/\*\*\s*(\*\s*)?What\b/,
  },
  names: {
    name: 'names what a use case is given other than its dependencies, request or sources',
    appliesTo: (file) => isSource(file) && !isTidy(file),
    pattern:
      /\b[A-Za-z]*[a-z](Desk|Eyes|Wish)\b|\b(Desk|Eyes|Wish)\b|\b(interface|type|class)\s+[A-Z]\w*(Ports|World)\b/,
  },
  timeLimits: {
    name: 'of tests limits a wait or a test in time: a slow machine fails no test',
    appliesTo: (file) => isTest(file) && !isTidy(file),
    pattern:
      /\b(Date|performance)\.now\(\) (-|>|<)[^\n]*(toBeLessThan|throw)|\bconst (deadline|endMs?|until) = (Date|performance)\.now\(\) \+|(toBeLessThan\w*\([^\n]*(Date|performance)\.now\()|(Date|performance)\.now\(\) - \w+\)\.toBeLessThan|\b(poll|waitFor|waitUntil)\([^\n]*timeout:|^\s*timeout: [\d_]+,\n\}, async|, \{ timeout: [\w_ *]+ \}, async|^\}, [\d_]+\);$|vi\.waitFor\(/m,
  },
} as const satisfies Record<string, TextRule>;

/** The lines of a text that break a rule, as `file:line`; none when the rule does not apply to the file. */
export function findings(rule: TextRule, file: string, text: string): readonly string[] {
  if (!rule.appliesTo(file)) return [];
  const everywhere = new RegExp(rule.pattern.source, `g${rule.pattern.flags.replace('g', '')}`);
  return [...text.matchAll(everywhere)].map(({ index }) => `${file}:${text.slice(0, index).split('\n').length}`);
}
