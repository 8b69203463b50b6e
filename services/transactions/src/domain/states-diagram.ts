import { ledgerStatuses, transitions } from './transitions.ts';

/** The transition table as a page with a Mermaid diagram; a test keeps `docs/payment-states.md` equal to it. */
export function statesDiagram(): string {
  const ends = ledgerStatuses.filter((status) => !transitions.some(({ from }) => from === status));
  return `# States of a payment

Made from \`services/transactions/src/domain/transitions.ts\`; \`npx nx test transactions -- -u\` makes it again.

\`accepted\` is in the journal, every other state in the ledger. Transitions without an arrow are refused.

\`\`\`mermaid
stateDiagram-v2
  [*] --> accepted
${transitions.map(({ from, operation, to }) => `  ${from} --> ${to}: ${operation}`).join('\n')}
${ends.map((status) => `  ${status} --> [*]`).join('\n')}
\`\`\`
`;
}
