/** The runbook of an alarm, with what can be known of it: it is made to be filled in by who knows the service. */
export function runbookOf({
  name,
  service,
  metric,
}: {
  readonly name: string;
  readonly service: string;
  readonly metric: string;
}): string {
  return `# ${name}

**Meaning.** For three minutes ${service} has counted \`${metric}\` in this region.

**Impact.** Say who waits for it, and whether money is at risk.

## Check
1. The logs \`/aws/lambda/${service}-*-{suffix}\` of this region, lines of level \`ERROR\` and \`WARN\` around the count.
2. Did a deployment end within the last minutes? Then roll it back first.

## Do
- A bad deployment: deploy the last good commit, \`npx nx run ${service}:deploy\`.

## Done when
\`${metric}\` is not counted for five minutes.
`;
}
