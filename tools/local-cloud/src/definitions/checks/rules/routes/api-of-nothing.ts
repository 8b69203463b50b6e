import { type ReferencePlace, referenceRule } from '../../reference-rule.ts';

/** Properties by which parts of an API name other parts of their region. */
const places: readonly ReferencePlace[] = [
  ['AWS::ApiGateway::Resource', 'RestApiId', 'AWS::ApiGateway::RestApi'],
  ['AWS::ApiGateway::Method', 'RestApiId', 'AWS::ApiGateway::RestApi'],
  ['AWS::ApiGateway::Method', 'RequestValidatorId', 'AWS::ApiGateway::RequestValidator'],
  ['AWS::ApiGateway::Method', 'RequestModels.*', 'AWS::ApiGateway::Model'],
  ['AWS::ApiGateway::Deployment', 'RestApiId', 'AWS::ApiGateway::RestApi'],
  ['AWS::ApiGateway::Stage', 'RestApiId', 'AWS::ApiGateway::RestApi'],
  ['AWS::ApiGateway::Stage', 'DeploymentId', 'AWS::ApiGateway::Deployment'],
  ['AWS::ApiGatewayV2::ApiMapping', 'ApiId', 'AWS::ApiGateway::RestApi'],
  ['AWS::ApiGatewayV2::ApiMapping', 'Stage', 'AWS::ApiGateway::Stage'],
  ['AWS::ApiGatewayV2::ApiMapping', 'DomainName', 'AWS::ApiGateway::DomainName'],
];

/** Models that each API has from the beginning. */
const ofAws = ['Empty', 'Error'];

/** Parts of an API that are in no template. */
export const apiOfNothing = referenceRule('api-of-nothing', {
  source: 'https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html',
  places,
  isKnown: (text, of) => of === 'AWS::ApiGateway::Model' && ofAws.includes(text),
});
