import type { AskedReader } from './asked-reader.ts';
import { jsonBody, textOf } from './json-body.ts';

/**
 * Sending a mail asks for the sender's identity, and for the configuration set where one is named.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
 */
export const askedOfMail: AskedReader = (request, { resources, account }) => {
  const { region } = request;
  const input = jsonBody(request);
  const sender = textOf(input['FromEmailAddress']).replace(/^.*<(.*)>$/, '$1');
  const domain = sender.slice(sender.indexOf('@') + 1).toLowerCase();
  const identity = resources.find(
    ({ type, physicalId }) =>
      type === 'AWS::SES::EmailIdentity' && (domain === physicalId || domain.endsWith(`.${physicalId}`)),
  );
  const set = textOf(input['ConfigurationSetName']);
  const arn = (resource: string) => `arn:aws:ses:${region}:${account}:${resource}`;
  const asked = [`identity/${identity?.physicalId ?? sender}`, ...(set === '' ? [] : [`configuration-set/${set}`])];
  return asked.map((resource) => ({ action: 'ses:SendEmail', resource: arn(resource), context: {} }));
};
