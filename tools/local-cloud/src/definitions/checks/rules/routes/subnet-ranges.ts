import type { Rule } from '../../rule.ts';

/** First and last address of a block; undefined for what is none. */
function rangeOf(cidr: unknown): readonly [first: number, last: number] | undefined {
  const [, address = '', bits = ''] = /^([\d.]+)\/(\d+)$/.exec(String(cidr)) ?? [];
  if (address === '') return undefined;
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return [first, first + 2 ** (32 - Number(bits)) - 1];
}

/** Subnets lie within their network and not over each other. */
export const subnetRanges: Rule = {
  name: 'subnet-ranges',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',
  *check(templates) {
    const networks = new Map(
      templates.ofType('AWS::EC2::VPC').map((vpc) => [vpc.physicalId, rangeOf(vpc.properties['CidrBlock'])]),
    );
    const placed: { readonly network: string; readonly range: readonly [number, number]; readonly id: string }[] = [];
    for (const subnet of templates.ofType('AWS::EC2::Subnet')) {
      const { CidrBlock, VpcId } = subnet.properties;
      const network = String(VpcId);
      const [range, around] = [rangeOf(CidrBlock), networks.get(network)];
      if (range === undefined) continue;
      if (around !== undefined && (range[0] < around[0] || range[1] > around[1])) {
        yield {
          at: subnet,
          property: 'CidrBlock',
          message: `${String(CidrBlock)} is not within its network; take a block of it`,
        };
      }
      const other = placed.find(
        (each) => each.network === network && each.range[0] <= range[1] && range[0] <= each.range[1],
      );
      placed.push({ network, range, id: subnet.logicalId });
      if (other === undefined) continue;
      yield {
        at: subnet,
        property: 'CidrBlock',
        message: `${String(CidrBlock)} overlaps with that of ${other.id}; take another block`,
      };
    }
  },
};
