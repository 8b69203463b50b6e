/** Values of `$context.…` in templates, by name without the prefix. */
export type GatewayContext = Readonly<Record<string, string>>;

/** The variables of a request, before anything is known of its answer. */
export function gatewayContext(of: {
  readonly requestId: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly resourcePath: string;
  readonly stage: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly accountId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly receivedAt: Date;
}): GatewayContext {
  const { sourceIp, userAgent, receivedAt, ...same } = of;
  return {
    ...same,
    extendedRequestId: of.requestId,
    protocol: 'HTTP/1.1',
    requestTime: clfTime(receivedAt),
    requestTimeEpoch: String(receivedAt.getTime()),
    'identity.sourceIp': sourceIp,
    'identity.userAgent': userAgent,
  };
}

/** Common Log Format time, e.g. `01/Feb/2030:10:00:00 +0000`. */
export function clfTime(at: Date): string {
  const [, day = '', month = '', year = '', time = ''] = at.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

/** Puts variables into a template; one that is not known becomes `-`, as in access logs. */
export function renderTemplate(template: string, context: GatewayContext): string {
  return template.replaceAll(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_, name: string) => context[name] ?? '-');
}
