import type { ResourceKind } from '../kinds/kind.ts';
import { resourceAreas } from './support.ts';

/** How the document is written anew. */
const command = 'node tools/local-cloud/bin/write-support-document.ts';

const introduction = `# What the local cloud does with each resource

Written by \`${command}\` from \`tools/local-cloud/src/definitions/kinds\`; a test keeps it current.

The local cloud runs what the apps synthesize and nothing else. Each CloudFormation type is

- **simulated**: it behaves as on AWS as far as its *honored* properties say; the *ignored* ones may be there and have no
  local meaning, each for the reason given; a template with any other property is refused;
- **accepted**: it may be there, whatever it says, because it has no meaning on one machine, for the reason given;
- **refused**: everything that is not in these tables. The start fails and names type, resource, stack and file.

Attributes that are not listed can't be read by \`Fn::GetAtt\`.

To call a running cloud, also by \`curl\` with its token: [addresses](../tools/local-cloud/README.md#addresses).
`;

/** The table of supported types as a document: `docs/local-cloud.md`. */
export function supportDocument(): string {
  const areas = Object.entries(resourceAreas).map(([area, kinds]) =>
    [
      `## ${area}`,
      '',
      '| type | level | how | attributes |',
      '| --- | --- | --- | --- |',
      ...Object.entries(kinds)
        .toSorted(([left], [right]) => left.localeCompare(right))
        .map(([type, kind]) => rowOf(type, kind)),
      '',
    ].join('\n'),
  );
  return [introduction, ...areas].join('\n');
}

function rowOf(type: string, { support, attributes }: ResourceKind): string {
  const readable = Object.keys(attributes).sort().join(', ') || '–';
  if (support.level === 'accepted') return `| \`${type}\` | accepted | ${support.reason} | ${readable} |`;
  const honored = `by \`${support.by}\`; honored: ${[...support.honored].sort().join(', ')}`;
  const ignored = Object.entries(support.ignored)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([property, reason]) => `${property} (${reason})`)
    .join('; ');
  return `| \`${type}\` | simulated | ${honored}<br>ignored: ${ignored} | ${readable} |`;
}
