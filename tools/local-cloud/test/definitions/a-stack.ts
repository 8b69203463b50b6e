import type { Stack } from '../../src/definitions/templates/read-assembly.ts';
import type { TemplateResource } from '../../src/definitions/templates/template.ts';

export interface StackParts extends Partial<Omit<Stack, 'template'>> {
  readonly resources?: Readonly<Record<string, TemplateResource>>;
  readonly template?: Stack['template'];
}

/** A stack of one region with the resources given. */
export function aStack({ resources = {}, template, ...over }: StackParts = {}): Stack {
  return {
    app: 'services/example',
    stackName: 'example-primary-dev',
    account: '000000000000',
    region: 'us-east-1',
    templateFile: '/apps/example/cdk.out/example.template.json',
    templateBytes: 1000,
    dependencies: [],
    assets: new Map(),
    template: { Resources: resources, ...template },
    ...over,
  };
}

export function aParameter(name: string, value: unknown): TemplateResource {
  return { Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: value } };
}

/** The parameters that tell suffix and seat. */
export function aSeat(region = 'us-east-1'): Readonly<Record<string, TemplateResource>> {
  return { Seat: aParameter('/payment/dev/regions/primary', region) };
}
