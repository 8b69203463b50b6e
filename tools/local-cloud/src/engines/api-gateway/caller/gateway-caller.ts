/**
 * Who has signed a request, as a proxy event's `requestContext.identity` and `$context.identity` tell it.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export interface GatewayCaller {
  readonly accessKey: string;
  readonly accountId: string;
  /**
   * Principal id: `<role id>:<session>` of an assumed role.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
   */
  readonly caller: string;
  /** The same as `caller`. */
  readonly user: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly userArn: string;
}
