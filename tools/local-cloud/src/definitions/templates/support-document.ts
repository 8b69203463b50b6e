import { declarationRules, resourceRules, valueRules } from '../checks/all-rules.ts';
import type { Rule } from '../checks/rule.ts';
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

Attributes that are not listed can't be read by \`Fn::GetAtt\`. Before anything starts, templates are also
[checked](#refused-before-anything-starts) for what AWS would refuse.

To call a running cloud, also by \`curl\` with its token: [addresses](../tools/local-cloud/README.md#addresses).
`;

const signedRequests = `## Signed requests

A method with \`AuthorizationType: AWS_IAM\` takes requests signed with
[Signature Version 4](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html) by a session of a role that people may assume:
one whose trust policy names a principal of AWS. \`cloud.assumeRole\` (control: \`POST /roles/ROLE/sessions\`) gives its credentials for an hour.

As on AWS: the signature is computed by the AWS SDK's signer over method, path, query, the signed headers and the body's hash; the scope names
the region and \`execute-api\`; \`X-Amz-Date\` is within five minutes, \`Host\` and it are signed; an ended session is refused. The
role's policies, from whichever region's stack, must allow \`execute-api:Invoke\` on \`arn:aws:execute-api:<region>:<account>:<api>/live/<METHOD>/<path>\`.
Refusals come before the model is looked at, as [gateway responses](https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html);
the function's event says who has signed.

Stricter than AWS: the token must be signed; a time in the \`Date\` header, and a signature in the query, count as none. The
[canonical request](https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html) is not repeated in a refusal.

Not simulated: who may assume a role (whoever has control's token may, under any session name; trust policies' conditions such as MFA are not
evaluated), users' own access keys, permission boundaries (refused), policies of APIs, SigV4a. Functions' dummy keys sign nothing here. A
stack that changes while the cloud runs changes a role for its own region's APIs. Which response types AWS gives to an incomplete signature and
an unknown key is not documented: they are answered by \`DEFAULT_4XX\`.
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
  return [introduction, ...areas, signedRequests, ruleTable()].join('\n');
}

/** The rules of the check before a start; rules may share a page. */
function ruleTable(): string {
  const rules: readonly Rule[] = [...declarationRules, ...valueRules, ...resourceRules];
  return [
    '## Refused before anything starts',
    '',
    'Properties, their types and required ones are those of `@aws-cdk/aws-service-spec`, actions those of the service authorization',
    'reference; every state machine is read by `asl-validator`. All refusals are told at once, by stack, resource and property. Each rule is',
    'a file in `tools/local-cloud/src/definitions/checks/rules`.',
    '',
    '| rule | source |',
    '| --- | --- |',
    ...rules
      .toSorted((left, right) => left.name.localeCompare(right.name))
      .map(({ name, source }) => `| \`${name}\` | ${source} |`),
    '',
  ].join('\n');
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
