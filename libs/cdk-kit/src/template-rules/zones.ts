import { resourcesOf, type TemplateRule } from './template.ts';

/** Zones of a network. */
const zonesOfNetwork = 3;

/**
 * NW1: where money runs, the loss of a zone must not take away the way to AWS. Private DNS of an endpoint in one zone leads the
 * functions of every zone there.
 */
export const everyZone: TemplateRule = (template, { topology }) => {
  if (topology.retention.profile !== 'protected') return [];
  const resources = resourcesOf(template);
  const fault = (logicalId: string, message: string) => ({ rule: 'one-zone', logicalId, message });
  const endpoints = resources
    .filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint')
    .filter(({ Properties = {} }) => Properties['VpcEndpointType'] === 'Interface')
    .map(({ id, Properties = {} }) => ({ id, zones: (Properties['SubnetIds'] as unknown[] | undefined)?.length ?? 0 }))
    .filter(({ zones }) => zones < zonesOfNetwork)
    .map(({ id, zones }) =>
      fault(
        id,
        `an endpoint must be in ${zonesOfNetwork} zones where money runs, got ${zones}: say egress: { zones: 'every' }`,
      ),
    );
  const gateways = resources.filter(({ Type }) => Type === 'AWS::EC2::NatGateway');
  const vpc = resources.find(({ Type }) => Type === 'AWS::EC2::VPC');
  if (vpc === undefined || gateways.length >= zonesOfNetwork) return endpoints;
  const message = `a network needs ${zonesOfNetwork} NAT gateways where money runs, got ${gateways.length}: say egress: { zones: 'every' }`;
  return [...endpoints, fault(vpc.id, message)];
};
