import type { FunctionDefinition } from '../../definitions/function-definition.ts';
import { functionSecret } from '../../protocol/function-credentials.ts';

/** Where a function's SDK clients and requests go. */
export interface FunctionSurroundings {
  readonly region: string;
  /** `http://host:port` of the region's AWS endpoint. */
  readonly awsEndpoint: string;
  /** Origins that webhooks may be sent to over plain HTTP. */
  readonly webhookOrigins: readonly string[];
}

/**
 * The environment of a function: what Lambda sets, then what the template sets.
 *
 * Credentials are dummies whose access key names the function, so that the endpoint knows its caller. The metadata
 * service is off and every client has the local endpoint: nothing in here can reach AWS. `LOCAL_*` exists here alone; templates
 * can't set it.
 */
export function functionEnvironment(
  definition: FunctionDefinition,
  { region, awsEndpoint, webhookOrigins }: FunctionSurroundings,
): Record<string, string> {
  return {
    ...definition.environment,
    TZ: ':UTC',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: definition.name,
    AWS_SECRET_ACCESS_KEY: functionSecret,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: awsEndpoint,
    LOCAL_WEBHOOK_ORIGINS: webhookOrigins.join(','),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: definition.assetFolder,
    _HANDLER: `${definition.moduleName}.${definition.exportName}`,
  };
}
