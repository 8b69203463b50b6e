import type { RecordSet } from '../../../src/definitions/record-set.ts';

/** A CNAME of the shared API name to one region's domain. */
export function aRecord(over: Partial<RecordSet> = {}): RecordSet {
  return {
    name: 'api.dev.redoubt.example',
    type: 'CNAME',
    ttlSeconds: 60,
    target: { kind: 'values', values: ['d-1.execute-api.us-east-1.amazonaws.com'] },
    routing: { policy: 'simple' },
    ...over,
  };
}

export function aWeighted(setIdentifier: string, weight: number): RecordSet {
  return aRecord({ routing: { policy: 'weighted', weight, setIdentifier }, healthCheckId: setIdentifier });
}

export function aFailover(setIdentifier: string, role: 'PRIMARY' | 'SECONDARY'): RecordSet {
  return aRecord({ routing: { policy: 'failover', role, setIdentifier }, healthCheckId: setIdentifier });
}
