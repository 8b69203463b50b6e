import { functionNameOf } from '../../../definitions/function-definition.ts';
import type { AskedReader } from './asked-reader.ts';

/** Calls about one function ask for it; those about the account or all functions have no resource to name. */
export const askedOfLambda: AskedReader = ({ path, region }, { account }) => {
  const [, name = ''] = /\/functions\/([^/]+)\//.exec(path) ?? [];
  if (name === '') {
    const action = path.includes('account-settings') ? 'lambda:GetAccountSettings' : 'lambda:ListFunctions';
    return [{ action, resource: '*', context: {} }];
  }
  const functionName = functionNameOf(decodeURIComponent(name));
  const resource = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  const action = path.endsWith('/concurrency') ? 'lambda:GetFunctionConcurrency' : 'lambda:InvokeFunction';
  return [{ action, resource, context: {} }];
};
