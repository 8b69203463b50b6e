import type { TemplateResource } from '../../../src/definitions/templates/template.ts';

/** The other region: a bus that takes events over, and a replica of the database. */
export const secondary: Readonly<Record<string, TemplateResource>> = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus-dev' } },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic-dev' } },
  Ledger: {
    Type: 'AWS::RDS::DBCluster',
    Properties: {
      DBClusterIdentifier: 'ledger-dev',
      GlobalClusterIdentifier: 'ledger-global-dev',
      Engine: 'aurora-postgresql',
      EngineVersion: '17.4',
      EnableHttpEndpoint: true,
    },
  },
};
