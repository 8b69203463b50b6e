import { valuesAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

const ofFunction = /^arn:aws:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(?<arn>arn:[^/]+)\/invocations$/;

/** A method calls a function that exists, by its invocation path and by POST. */
export const integrationOfNothing = resourceRule('integration-of-nothing', {
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html',
  types: ['AWS::ApiGateway::Method'],
  *check({ properties, region }, templates) {
    for (const { value } of valuesAt(properties, 'Integration')) {
      const { Type, Uri, IntegrationHttpMethod } = value as Readonly<Record<string, unknown>>;
      if (Type !== 'AWS_PROXY') continue;
      const arn = ofFunction.exec(String(Uri))?.groups?.['arn'];
      if (arn === undefined) {
        const message = `got ${String(Uri)}; arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/<ARN>/invocations is allowed`;
        yield { property: 'Integration.Uri', message };
      } else if (templates.byArn(arn) === undefined) {
        yield { property: 'Integration.Uri', message: `no template has the function ${arn}; name one that is there` };
      }
      if (IntegrationHttpMethod === 'POST') continue;
      yield {
        property: 'Integration.IntegrationHttpMethod',
        message: `got ${String(IntegrationHttpMethod)}; Lambda is called by POST`,
      };
    }
  },
});
