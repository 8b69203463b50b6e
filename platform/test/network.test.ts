import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, propertiesOf, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

test('NW1 the two networks are 10.0.0.0/16 and 10.1.0.0/16', () => {
  const ranges = seats.map((seat) => propertiesOf(templates[seat], 'AWS::EC2::VPC')['CidrBlock']);
  expect(ranges).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
});

test.each(seats)('NW1 the %s has public, private, isolated and sending subnets in three zones', (seat) => {
  const subnets = Object.values(templates[seat].findResources('AWS::EC2::Subnet')).map(({ Properties }) => ({
    zone: Properties.AvailabilityZone,
    kind: Properties.Tags.find(({ Key }: { Key: string }) => Key === 'Name').Value.split('-')[0],
  }));
  expect(new Set(subnets.map(({ zone }) => zone)).size).toBe(3);
  expect(subnets.map(({ kind }) => kind).sort()).toEqual([
    ...Array(3).fill('isolated'),
    ...Array(3).fill('private'),
    ...Array(3).fill('public'),
    ...Array(3).fill('sending'),
  ]);
});

test.each(seats)('NW1 no isolated subnet of the %s has a way out', (seat) => {
  const routes = Object.values(templates[seat].findResources('AWS::EC2::Route')).map(({ Properties }) =>
    JSON.stringify(Properties.RouteTableId),
  );
  expect(routes.filter((table) => table.includes('Isolated'))).toEqual([]);
});

test.each(seats)('NW2 the default security group of the %s is used by nothing', (seat) => {
  expect(JSON.stringify(templates[seat].toJSON())).not.toContain('DefaultSecurityGroup');
});
