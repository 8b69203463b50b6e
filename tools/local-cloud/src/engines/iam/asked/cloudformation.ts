import type { AskedReader } from './asked-reader.ts';

/** Calls about one stack ask for it, whatever id it has; lists ask for everything. */
export const askedOfCloudFormation: AskedReader = ({ body, region }, { account }) => {
  const form = new URLSearchParams(body.toString('utf8'));
  const name = form.get('StackName');
  const resource =
    name === null
      ? '*'
      : name.startsWith('arn:')
        ? name
        : `arn:aws:cloudformation:${region}:${account}:stack/${name}/local`;
  return [{ action: `cloudformation:${form.get('Action') ?? ''}`, resource, context: {} }];
};
