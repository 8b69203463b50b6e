import { dkimRecordsOf } from '../dkim-records.ts';
import { type Identity, named, numbered, type ResourceKinds, simulated } from './kind.ts';

const nothingIsMailed = 'no mail leaves this machine';

/** Who may send mail, and what becomes of what is sent. */
export const mailKinds: ResourceKinds = {
  'AWS::SES::EmailIdentity': {
    support: simulated('ses', ['EmailIdentity', 'ConfigurationSetAttributes'], {
      DkimAttributes: nothingIsMailed,
      MailFromAttributes: nothingIsMailed,
      FeedbackAttributes: 'bounces and complaints are events of the configuration set',
    }),
    ref: (identity) => String(identity.property('EmailIdentity')),
    attributes: Object.fromEntries(
      [0, 1, 2].flatMap((at) => [
        [`DkimDNSTokenName${at + 1}`, (identity: Identity) => recordOf(identity, at)?.name ?? ''],
        [`DkimDNSTokenValue${at + 1}`, (identity: Identity) => recordOf(identity, at)?.value ?? ''],
      ]),
    ),
  },
  'AWS::SES::ConfigurationSet': {
    support: simulated('ses', ['Name', 'SendingOptions'], {
      DeliveryOptions: nothingIsMailed,
      ReputationOptions: nothingIsMailed,
      SuppressionOptions: 'addresses of the mailbox simulator are never put on the suppression list',
    }),
    ref: named('Name', 64),
    attributes: {},
  },
  'AWS::SES::ConfigurationSetEventDestination': {
    support: simulated('ses', ['ConfigurationSetName', 'EventDestination']),
    ref: numbered('event-destination-'),
    attributes: {},
    complaint: ({ EventDestination }) => {
      const given = Object.keys((EventDestination ?? {}) as object).filter((name) => name.endsWith('Destination'));
      const other = given.find((name) => name !== 'EventBridgeDestination');
      return other === undefined ? undefined : `${other} is not simulated; EventBridgeDestination is`;
    },
  },
};

function recordOf({ physicalId, region }: Identity, at: number) {
  return dkimRecordsOf(physicalId, region)[at];
}
