import { functionNameOf } from '../../../definitions/function-definition.ts';
import type { AskedReader } from './asked-reader.ts';

/** An invocation of a function; there is no other call. */
export const askedOfLambda: AskedReader = ({ path, region }, { account }) => {
  const [, name = ''] = /\/functions\/([^/]+)\//.exec(path) ?? [];
  const functionName = functionNameOf(decodeURIComponent(name));
  const resource = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  return [{ action: 'lambda:InvokeFunction', resource, context: {} }];
};
