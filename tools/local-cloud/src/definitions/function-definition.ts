import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';

/** A function by its template. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Absolute folder of its unpacked asset. */
  readonly assetFolder: string;
  /** File below the folder, without extension, e.g. `index`. */
  readonly moduleName: string;
  readonly exportName: string;
  readonly runtime: string;
  readonly roleArn: string | undefined;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Invocations at once that AWS would allow; undefined when nothing is reserved. */
  readonly reservedConcurrency: number | undefined;
}

/** Names that Lambda sets itself; a template with one of them is refused on AWS. */
export const reservedVariables =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|ACCESS_KEY.*|SECRET_ACCESS_KEY|SESSION_TOKEN|LAMBDA_.*)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

export const variableName = /^[A-Za-z][A-Za-z0-9_]+$/;

/** All variables of a function together, in bytes. */
export const environmentBytesMax = 4096;

/** Bytes of a function's variables as Lambda measures them: as JSON. */
export function environmentBytes(variables: Readonly<Record<string, unknown>>): number {
  return Buffer.byteLength(JSON.stringify(variables));
}

const Variables = z
  .record(z.string().regex(variableName), z.coerce.string())
  .superRefine((variables, { addIssue }) => {
    for (const name of Object.keys(variables)) {
      if (reservedVariables.test(name))
        addIssue({ code: 'custom', message: `environment variable ${name} is reserved by Lambda` });
    }
    const bytes = environmentBytes(variables);
    if (bytes > environmentBytesMax) {
      addIssue({ code: 'custom', message: `environment of ${bytes} bytes; Lambda takes ${environmentBytesMax}` });
    }
  })
  .default({});

const FunctionProperties = z.object({
  FunctionName: z.string().optional(),
  Role: z.string().optional(),
  Runtime: z.string().regex(/^nodejs/, 'only Node.js functions run here'),
  Handler: z.string().regex(/^[^.]+\.[^.]+$/, 'a handler is <module>.<export>'),
  // AWS' defaults.
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  MemorySize: z.coerce.number().int().min(128).max(10_240).default(128),
  Environment: z.strictObject({ Variables }).optional(),
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
    runtime: properties.Runtime,
    roleArn: properties.Role,
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
