import type { TopologyShape } from './topology-shape.ts';

/** A rule that a topology breaks. */
export interface TopologyFault {
  readonly path: (string | number)[];
  /** Says the value found, the values allowed, and why. */
  readonly message: string;
}

/** Longest environment suffix: `us-east-1-archive-bucket-…` and the longest function name stay within their 63 and 64 characters. */
export const suffixLengthMax = 20;

/**
 * Regions whose tables can be strongly consistent with each other: a table's three regions come from one set.
 *
 * From "How DynamoDB global tables work", multi-Region strong consistency.
 */
export const strongConsistencySets: readonly (readonly string[])[] = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
];

/** Lowest minor version of each major version that has a global database, the Data API and Serverless v2 at once. */
const engineMinorMin: Readonly<Record<number, number>> = { 14: 8, 15: 3, 16: 1, 17: 4 };

/** Instance families that an Aurora global database takes. */
const memoryOptimised = /^db\.(r5|r6g|r6i|r7g|r7i|r8g|x2g|r6gd|r6id|r8gd)\.[0-9a-z]+$/;

/** Every rule that concerns more than the shape of a single field. */
export function topologyFaults(topology: TopologyShape): readonly TopologyFault[] {
  return [
    ...suffixFaults(topology.environmentSuffix),
    ...regionFaults(topology.regions),
    ...cidrFaults(topology.cidrs),
    ...domainFaults(topology.domain.zone),
    ...engineFaults(topology.ledger.engineVersion),
    ...capacityFaults(topology.ledger.capacity),
    ...operatorFaults(topology.operators),
  ];
}

function operatorFaults({ operator, approver }: TopologyShape['operators']): readonly TopologyFault[] {
  return approver
    .map((principal, index) => ({ principal, path: ['operators', 'approver', index] }))
    .filter(({ principal }) => operator.includes(principal))
    .map(({ principal, path }) => ({
      path,
      message: `operator and approver must be different principals, got ${principal} twice: whoever orders would approve it as well`,
    }));
}

function suffixFaults(suffix: string): readonly TopologyFault[] {
  const path = ['environmentSuffix'];
  const got = `got ${JSON.stringify(suffix)} (${suffix.length})`;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(suffix) || suffix.length > suffixLengthMax) {
    const message =
      `environment suffix must be 1 to ${suffixLengthMax} lower-case letters, digits and single dashes, beginning with a ` +
      `letter, ${got}: it ends every physical name, and bucket names stop at 63 characters`;
    return [{ path, message }];
  }
  if (/(^|-)[a-z0-9]{6}$/.test(suffix)) {
    const message =
      `environment suffix must not end in a part of exactly six characters, ${got}: Secrets Manager takes a dash and six ` +
      'characters at the end of a name for its own ending and would not find the secret; add or drop a character';
    return [{ path, message }];
  }
  return [];
}

function regionFaults({ primary, secondary, witness }: TopologyShape['regions']): readonly TopologyFault[] {
  const trio = [primary, secondary, witness];
  if (primary === secondary) {
    const message = `primary and secondary must be two regions, got ${primary} twice: nothing would survive its loss`;
    return [{ path: ['regions', 'secondary'], message }];
  }
  if (witness === primary || witness === secondary) {
    const message = `witness must be a third region, got ${witness}, which has a seat already: a quorum of two regions loses its majority with either`;
    return [{ path: ['regions', 'witness'], message }];
  }
  if (strongConsistencySets.some((set) => trio.every((region) => set.includes(region)))) return [];
  const sets = strongConsistencySets.map((set) => set.join(', ')).join(' | ');
  const message = `regions must come from one set of DynamoDB's multi-Region strong consistency (${sets}), got ${trio.join(', ')}: the journal needs a quorum`;
  return [{ path: ['regions'], message }];
}

function cidrFaults({ primary, secondary }: TopologyShape['cidrs']): readonly TopologyFault[] {
  const faults: TopologyFault[] = [];
  for (const [seat, cidr] of Object.entries({ primary, secondary })) {
    const bits = Number(cidr.split('/')[1]);
    if (bits < 16 || bits > 20) {
      const message = `a network takes /16 to /20, got ${cidr}: AWS allows no larger one, and nine subnets need the room`;
      faults.push({ path: ['cidrs', seat], message });
    }
  }
  if (overlap(primary, secondary)) {
    const message = `address ranges must not overlap, got ${primary} and ${secondary}: the two networks could never be joined`;
    faults.push({ path: ['cidrs', 'secondary'], message });
  }
  return faults;
}

function domainFaults(zone: string): readonly TopologyFault[] {
  if (!/\.(internal|local|localhost|lan|corp|home)$/.test(zone)) return [];
  const message = `domain must be public, got ${zone}: Route 53 can not health-check names of a private zone, and DNS would never fail over`;
  return [{ path: ['domain', 'zone'], message }];
}

function engineFaults(version: string): readonly TopologyFault[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const minorMin = engineMinorMin[major];
  if (minorMin !== undefined && minor >= minorMin) return [];
  const allowed = Object.entries(engineMinorMin).map(([key, value]) => `${key}.${value}+`);
  const message = `Aurora PostgreSQL must be ${allowed.join(', ')}, got ${version}: other versions lack the global database, the Data API or Serverless v2`;
  return [{ path: ['ledger', 'engineVersion'], message }];
}

function capacityFaults(capacity: TopologyShape['ledger']['capacity']): readonly TopologyFault[] {
  const path = ['ledger', 'capacity'];
  if (capacity.kind === 'provisioned') {
    if (memoryOptimised.test(capacity.instanceClass)) return [];
    const message =
      `instance class must be memory-optimised (db.r5 and later) or capacity serverless, got ${capacity.instanceClass}: ` +
      'a global database refuses T classes, and so does the Data API';
    return [{ path: [...path, 'instanceClass'], message }];
  }
  const faults: TopologyFault[] = [];
  if (capacity.acuMin < 0.5) {
    const message = `minimum capacity must be at least 0.5 ACU, got ${capacity.acuMin}: a paused standby wakes up in the middle of a failover`;
    faults.push({ path: [...path, 'acuMin'], message });
  }
  if (capacity.acuMax < capacity.acuMin || capacity.acuMax < 1) {
    const message = `maximum capacity must be at least 1 ACU and not below the minimum of ${capacity.acuMin}, got ${capacity.acuMax}`;
    faults.push({ path: [...path, 'acuMax'], message });
  }
  for (const [name, acu] of Object.entries({ acuMin: capacity.acuMin, acuMax: capacity.acuMax })) {
    if (Number.isInteger(acu * 2)) continue;
    faults.push({ path: [...path, name], message: `capacity comes in steps of 0.5 ACU, got ${acu}` });
  }
  return faults;
}

function overlap(left: string, right: string): boolean {
  const [a, b] = [rangeOf(left), rangeOf(right)];
  return a.first <= b.last && b.first <= a.last;
}

function rangeOf(cidr: string): { readonly first: number; readonly last: number } {
  const [address = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = value - (value % size);
  return { first, last: first + size - 1 };
}
