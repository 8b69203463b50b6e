import { accepted, arn, fingerprint, named, numbered, type ResourceKinds, shortId, simulated, uuid } from './kind.ts';

/** REST APIs and their names. */
export const frontDoorKinds: ResourceKinds = {
  'AWS::ApiGateway::RestApi': {
    support: simulated('api-gateway', ['Name'], {
      Description: 'is for people',
      DisableExecuteApiEndpoint: 'an API answers under its custom domain names only',
      EndpointConfiguration: 'an API is regional: it listens on the address of its region',
      MinimumCompressionSize: 'answers are not compressed',
      Policy: 'policies of resources are not evaluated, those of roles are',
      SecurityPolicy: 'HTTP stays on loopback without TLS',
      EndpointAccessMode: 'HTTP stays on loopback without TLS',
    }),
    ref: shortId(),
    attributes: {
      RootResourceId: (api) => fingerprint(api).slice(-10),
      RestApiId: (api) => api.physicalId,
    },
    complaint: ({ Body, BodyS3Location }) =>
      Body === undefined && BodyS3Location === undefined
        ? undefined
        : 'APIs imported from OpenAPI are not simulated; declare resources and methods',
  },
  'AWS::ApiGateway::Resource': {
    support: simulated('api-gateway', ['ParentId', 'PathPart', 'RestApiId']),
    ref: shortId(),
    attributes: { ResourceId: (resource) => resource.physicalId },
  },
  'AWS::ApiGateway::Method': {
    support: simulated(
      'api-gateway',
      [
        'AuthorizationType',
        'HttpMethod',
        'Integration',
        'RequestModels',
        'RequestParameters',
        'RequestValidatorId',
        'ResourceId',
        'RestApiId',
      ],
      {
        OperationName: 'is for people',
        MethodResponses: 'a proxy integration passes on the answer of the function',
      },
    ),
    ref: numbered('method-'),
    attributes: {},
    complaint: ({ ApiKeyRequired, AuthorizationType, AuthorizerId, Integration }) => {
      if (ApiKeyRequired === true) return 'ApiKeyRequired is not simulated';
      if (AuthorizerId !== undefined || !['NONE', 'AWS_IAM', undefined].includes(AuthorizationType as string)) {
        return `AuthorizationType ${String(AuthorizationType)} is not simulated`;
      }
      const type = (Integration as { readonly Type?: string } | undefined)?.Type;
      return type === 'AWS_PROXY' || type === 'MOCK'
        ? undefined
        : `Integration.Type ${type ?? 'missing'} is not simulated; AWS_PROXY and MOCK are`;
    },
  },
  'AWS::ApiGateway::Model': {
    support: simulated('api-gateway', ['ContentType', 'Name', 'RestApiId', 'Schema'], { Description: 'is for people' }),
    ref: named('Name', 128),
    attributes: {},
    complaint: ({ ContentType = 'application/json' }) =>
      ContentType === 'application/json'
        ? undefined
        : `ContentType ${String(ContentType)} is not simulated; bodies are JSON`,
  },
  'AWS::ApiGateway::RequestValidator': {
    support: simulated('api-gateway', ['Name', 'RestApiId', 'ValidateRequestBody', 'ValidateRequestParameters']),
    ref: shortId(),
    attributes: { RequestValidatorId: (validator) => validator.physicalId },
  },
  'AWS::ApiGateway::GatewayResponse': {
    support: simulated('api-gateway', [
      'ResponseParameters',
      'ResponseTemplates',
      'ResponseType',
      'RestApiId',
      'StatusCode',
    ]),
    ref: shortId(),
    attributes: { Id: (response) => response.physicalId },
  },
  'AWS::ApiGateway::Deployment': {
    support: accepted('every resource and method of an API is deployed'),
    ref: shortId(),
    attributes: { DeploymentId: (deployment) => deployment.physicalId },
  },
  'AWS::ApiGateway::Stage': {
    support: simulated('api-gateway', ['RestApiId', 'StageName', 'MethodSettings', 'Variables'], {
      AccessLogSetting: 'requests are logged to the file of the region',
      DeploymentId: 'every resource and method of an API is deployed',
      Description: 'is for people',
      TracingEnabled: 'no tracing agent runs',
    }),
    ref: (stage) => String(stage.property('StageName')),
    attributes: {},
    complaint: ({ CacheClusterEnabled, CanarySetting }) =>
      CacheClusterEnabled === true || CanarySetting !== undefined
        ? 'caches and canary stages are not simulated'
        : undefined,
  },
  'AWS::ApiGateway::Account': {
    support: accepted('requests are logged to the file of the region'),
    ref: numbered('account-'),
    attributes: { Id: (account) => account.physicalId },
  },
  'AWS::ApiGateway::DomainName': {
    support: simulated('api-gateway', ['DomainName', 'EndpointConfiguration', 'SecurityPolicy'], {
      RegionalCertificateArn: 'HTTP stays on loopback without TLS',
      EndpointAccessMode: 'HTTP stays on loopback without TLS',
    }),
    ref: (domain) => String(domain.property('DomainName')),
    attributes: {
      DomainNameArn: (domain) => `arn:aws:apigateway:${domain.region}::/domainnames/${domain.physicalId}`,
      RegionalDomainName: (domain) =>
        `d-${fingerprint(domain).slice(0, 10)}.execute-api.${domain.region}.amazonaws.com`,
      RegionalHostedZoneId: () => 'ZLOCALAPIGATEWAY',
    },
    complaint: ({ MutualTlsAuthentication }) =>
      MutualTlsAuthentication === undefined ? undefined : 'MutualTlsAuthentication is not simulated',
  },
  'AWS::ApiGatewayV2::ApiMapping': {
    support: simulated('api-gateway', ['ApiId', 'ApiMappingKey', 'DomainName', 'Stage']),
    ref: shortId(),
    attributes: { ApiMappingId: (mapping) => mapping.physicalId },
  },
};

const healthCheckTypes: readonly string[] = ['HTTP', 'HTTPS', 'CALCULATED', 'CLOUDWATCH_METRIC'];

/** Settings of a health check that are honored, or that have no meaning for a checker on the same machine. */
const healthCheckSettings: readonly string[] = [
  ...[
    'Type',
    'FullyQualifiedDomainName',
    'ResourcePath',
    'RequestInterval',
    'FailureThreshold',
    'Inverted',
    'Disabled',
  ],
  ...['ChildHealthChecks', 'HealthThreshold', 'AlarmIdentifier', 'InsufficientDataHealthStatus'],
  // One checker over HTTP on loopback: ports, server names, latency and the checkers' regions make no difference.
  ...['Port', 'EnableSNI', 'MeasureLatency', 'Regions'],
];

/** Route 53: zones, records and health checks, all evaluated by the control process. */
export const dnsKinds: ResourceKinds = {
  'AWS::Route53::HostedZone': {
    support: simulated('route53', ['Name'], {
      HostedZoneConfig: 'is for people',
      HostedZoneTags: 'tags are not looked at',
      QueryLoggingConfig: 'queries are not logged',
    }),
    ref: (zone) => `Z${fingerprint(zone).slice(0, 20).toUpperCase()}`,
    attributes: {
      Id: (zone) => `Z${fingerprint(zone).slice(0, 20).toUpperCase()}`,
      NameServers: () => ['ns-1.awsdns.example', 'ns-2.awsdns.example', 'ns-3.awsdns.example', 'ns-4.awsdns.example'],
    },
    complaint: ({ VPCs }) =>
      VPCs === undefined ? undefined : 'private zones are not simulated: they take no health checks',
  },
  'AWS::Route53::RecordSet': {
    support: simulated(
      'route53',
      [
        'Name',
        'Type',
        'TTL',
        'AliasTarget',
        'ResourceRecords',
        'Weight',
        'SetIdentifier',
        'Failover',
        'HealthCheckId',
        'HostedZoneId',
        'HostedZoneName',
      ],
      { Comment: 'is for people' },
    ),
    ref: (record) => String(record.property('Name')),
    attributes: {},
  },
  'AWS::Route53::HealthCheck': {
    support: simulated('route53', ['HealthCheckConfig'], { HealthCheckTags: 'tags are not looked at' }),
    ref: uuid(),
    attributes: { HealthCheckId: (check) => check.physicalId },
    complaint: ({ HealthCheckConfig }) => {
      const type = (HealthCheckConfig as { readonly Type?: string } | undefined)?.Type;
      const unknown = Object.keys(HealthCheckConfig ?? {}).find((name) => !healthCheckSettings.includes(name));
      if (unknown !== undefined) return `HealthCheckConfig.${unknown} is not simulated`;
      return type !== undefined && healthCheckTypes.includes(type)
        ? undefined
        : `HealthCheckConfig.Type ${type ?? 'missing'} is not simulated; ${healthCheckTypes.join(', ')} are`;
    },
  },
};

const oneAddress = 'all requests come from this machine: a limit by address has nobody to tell apart';

/** Firewalls, which are asked before a front door. */
export const firewallKinds: ResourceKinds = {
  'AWS::WAFv2::WebACL': {
    support: accepted(oneAddress),
    ref: (acl) => `${named('Name', 128)(acl)}|${fingerprint(acl).slice(0, 32)}|REGIONAL`,
    attributes: {
      Arn: (acl) => arn(acl, 'wafv2', `regional/webacl/${named('Name', 128)(acl)}/${fingerprint(acl).slice(0, 32)}`),
    },
  },
  'AWS::WAFv2::WebACLAssociation': { support: accepted(oneAddress), ref: numbered('association-'), attributes: {} },
};

const nobodyIsWoken = 'nobody is woken on this machine';

/** Alarms, dashboards and CDK's own resources. */
export const observationKinds: ResourceKinds = {
  'AWS::CloudWatch::Alarm': {
    support: simulated(
      'cloudwatch',
      [
        ...['AlarmName', 'Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period', 'EvaluationPeriods'],
        ...['DatapointsToAlarm', 'Threshold', 'ComparisonOperator', 'TreatMissingData', 'Metrics'],
      ],
      {
        AlarmDescription: 'is for people',
        ActionsEnabled: nobodyIsWoken,
        AlarmActions: nobodyIsWoken,
        OKActions: nobodyIsWoken,
        InsufficientDataActions: nobodyIsWoken,
        ThresholdMetricId: 'anomaly bands are not evaluated: the alarm stays at INSUFFICIENT_DATA',
        ExtendedStatistic: 'percentiles are not evaluated: the alarm stays at INSUFFICIENT_DATA',
        EvaluateLowSampleCountPercentile: 'percentiles are not evaluated',
        Unit: 'data points of all units count',
      },
    ),
    ref: named('AlarmName', 255),
    attributes: { Arn: (alarm) => arn(alarm, 'cloudwatch', `alarm:${alarm.physicalId}`) },
  },
  'AWS::CloudWatch::CompositeAlarm': {
    support: accepted('composite alarms are not evaluated'),
    ref: named('AlarmName', 255),
    attributes: { Arn: (alarm) => arn(alarm, 'cloudwatch', `alarm:${alarm.physicalId}`) },
  },
  'AWS::CloudWatch::Dashboard': {
    support: accepted('dashboards are not drawn yet'),
    ref: named('DashboardName', 255),
    attributes: {},
  },
  'AWS::CDK::Metadata': {
    support: accepted('tells AWS which constructs were used'),
    ref: numbered('metadata-'),
    attributes: {},
  },
};
