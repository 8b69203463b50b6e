/** Which layers (Nx tags of `package.json`) a layer may depend on. Everything points towards contracts. */
export const allowedLayers: Readonly<Record<string, readonly string[]>> = {
  'layer:contracts': [],
  'layer:runtime': ['layer:contracts'],
  'layer:infra': ['layer:contracts'],
  // Speaks to the API from outside: it knows the published documents, and contracts in its tests alone.
  'layer:client': ['layer:contracts'],
  'layer:service': ['layer:contracts', 'layer:runtime', 'layer:infra'],
  'layer:platform': ['layer:contracts', 'layer:infra'],
  'layer:engine': ['layer:contracts'],
  'layer:tool': ['layer:contracts', 'layer:client', 'layer:engine', 'layer:tool'],
};

/**
 * Layers that only a service's tests, benches and maintenance programs may import: PostgreSQL, because SQL is tested on the real thing; the
 * reader of archives, because it is tested on a service's own; and the clock of benches. None of them is deployed.
 */
export const allowedInTests: readonly string[] = ['layer:engine'];

export interface Crossing {
  readonly file: string;
  readonly fromLayer: string;
  readonly toLayer: string;
}

/** Says why an import is not allowed, or undefined when it is. */
export function refusal({ file, fromLayer, toLayer }: Crossing): string | undefined {
  const allowed = allowedLayers[fromLayer];
  if (allowed === undefined)
    return `${file}: ${fromLayer} is no known layer; known are ${Object.keys(allowedLayers).join(', ')}`;
  if (allowed.includes(toLayer)) return undefined;
  if (fromLayer === 'layer:service' && /\/(test|bench|bin)\//.test(file) && allowedInTests.includes(toLayer))
    return undefined;
  return `${file}: ${fromLayer} may import ${allowed.join(', ') || 'nothing of ours'}, got ${toLayer}`;
}
