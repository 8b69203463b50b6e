import { textsAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';
import { functionNamed } from './function-references.ts';

const places: readonly (readonly [type: string, path: string])[] = [
  ['AWS::Lambda::EventSourceMapping', 'FunctionName'],
  ['AWS::Lambda::EventInvokeConfig', 'FunctionName'],
  ['AWS::Lambda::Permission', 'FunctionName'],
  ['AWS::Lambda::Version', 'FunctionName'],
  ['Custom::Trigger', 'HandlerArn'],
];

/** Permissions, versions, sources and settings of functions that are in no template. */
export const functionNotThere: Rule = {
  name: 'function-not-there',
  source: 'https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html',
  *check(templates) {
    for (const [type, path] of places) {
      for (const resource of templates.ofType(type)) {
        for (const { path: property, text } of textsAt(resource.properties, path)) {
          if (functionNamed(text, resource, templates) !== undefined) continue;
          yield { at: resource, property, message: `no template has the function ${text}; name one that is there` };
        }
      }
    }
  },
};
