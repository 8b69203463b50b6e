import { ledgerStatuses, transitions } from './transitions.ts';

/** The transition table as a page with a Mermaid diagram; a test keeps `docs/payment-states.md` equal to it. */
export function statesDiagram(): string {
  const ends = ledgerStatuses.filter((status) => !transitions.some(({ from }) => from === status));
  return `# States of a payment

Made from \`services/transactions/src/domain/transitions.ts\`; \`npx nx test transactions -- -u\` makes it again.

\`accepted\` is in the journal, every other state in the ledger. Transitions without an arrow are refused.

Where nothing is held any more, sums decide: a payment with an open dispute is \`disputed\`; one of which a part was refunded or lost to
a dispute is \`partially_refunded\`; all of it, \`refunded\`, or \`charged_back\` where a dispute was lost; else it is \`captured\`.

\`\`\`mermaid
stateDiagram-v2
  [*] --> accepted
${transitions.map(({ from, operation, to }) => `  ${from} --> ${to}: ${operation}`).join('\n')}
${ends.map((status) => `  ${status} --> [*]`).join('\n')}
\`\`\`
`;
}
