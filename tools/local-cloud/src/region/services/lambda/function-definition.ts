import { z } from 'zod';
import type { ResolvedResource } from '../../../resolved.ts';

/** What the template says of a function. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Absolute folder of its unpacked asset. */
  readonly assetFolder: string;
  /** File below the folder, without extension, e.g. `index`. */
  readonly moduleName: string;
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Invocations at once that AWS would allow; undefined when nothing is reserved. */
  readonly reservedConcurrency: number | undefined;
}

const FunctionProperties = z.object({
  FunctionName: z.string().optional(),
  Runtime: z.string().regex(/^nodejs/, 'only Node.js functions run here'),
  Handler: z.string().regex(/^[^.]+\.[^.]+$/, 'a handler is <module>.<export>'),
  // AWS' defaults.
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  MemorySize: z.coerce.number().int().min(128).max(10_240).default(128),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  ReservedConcurrentExecutions: z.coerce.number().int().min(0).optional(),
});

/** Reads a function's resource. */
export function functionDefinition(
  resource: ResolvedResource,
  { account, assetFolder }: { readonly account: string; readonly assetFolder: string | undefined },
): FunctionDefinition {
  const properties = FunctionProperties.parse(resource.properties);
  const name = resource.physicalId;
  if (assetFolder === undefined)
    throw new Error(`function ${name} has no asset folder; bundle and synthesize its app again`);
  const [moduleName = '', exportName = ''] = properties.Handler.split('.');
  return {
    name,
    arn: `arn:aws:lambda:${resource.region}:${account}:function:${name}`,
    assetFolder,
    moduleName,
    exportName,
    timeoutMs: properties.Timeout * 1000,
    memoryMb: properties.MemorySize,
    environment: properties.Environment?.Variables ?? {},
    reservedConcurrency: properties.ReservedConcurrentExecutions,
  };
}

/** The name in a function's ARN or qualified name; a bare name comes back as it is. */
export function functionNameOf(nameOrArn: string): string {
  const match = /(?:^|:)function:([A-Za-z0-9_-]+)/.exec(nameOrArn);
  return match?.[1] ?? nameOrArn;
}
