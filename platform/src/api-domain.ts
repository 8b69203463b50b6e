import { domainNames, regionalStackOf } from '@redoubt/cdk-kit';
import { DomainName, EndpointType, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { ValuesOf } from './published-parameters.ts';

export interface ApiDomainProps {
  /**
   * The environment's zone, in the stack that made it: certificates are validated there.
   *
   * Without it the certificate waits for records that the other region's certificate has written: they are the same for
   * every region of an account, so that the names need to be proven once.
   */
  readonly zone?: IHostedZone;
}

/**
 * The two names under which a region answers: the shared one, which exists in both regions, and its own.
 *
 * API Gateway tells its domains apart by the name a caller asks for, so the shared name works in both regions at once and
 * DNS alone decides which one a caller meets.
 */
export class ApiDomain extends Construct {
  readonly shared: DomainName;
  readonly regional: DomainName;

  constructor(scope: Construct, id: string, { zone }: ApiDomainProps) {
    super(scope, id);
    const { topology, region } = regionalStackOf(this);
    const names = domainNames(topology);
    const certificate = new Certificate(this, 'Certificate', {
      domainName: names.api,
      // The same names in both regions: the first certificate's records prove the second one.
      subjectAlternativeNames: [
        names.regionalApi(topology.regions.primary),
        names.regionalApi(topology.regions.secondary),
      ],
      validation: CertificateValidation.fromDns(zone),
    });
    this.shared = this.#domain('Shared', names.api, certificate);
    this.regional = this.#domain('Regional', names.regionalApi(region), certificate);
  }

  get values(): ValuesOf<'apiDomainName' | 'apiRegionalDomainName' | 'apiPeerDomainName'> {
    const { topology, region, peerRegion } = regionalStackOf(this);
    const { api, regionalApi } = domainNames(topology);
    return {
      apiDomainName: api,
      apiRegionalDomainName: regionalApi(region),
      apiPeerDomainName: regionalApi(peerRegion),
    };
  }

  #domain(id: string, domainName: string, certificate: ICertificate): DomainName {
    return new DomainName(this, id, {
      domainName,
      certificate,
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
  }
}
