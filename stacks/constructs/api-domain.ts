import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { ApiGatewayBasePathMapping } from '@cdktf/provider-aws/lib/api-gateway-base-path-mapping';
import { ApiGatewayDomainName } from '@cdktf/provider-aws/lib/api-gateway-domain-name';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Domain } from '../lib/domain';

/** Delegation changes rarely, and the address of the API never but by us: five minutes is a mistake's longest life. */
const timeToLiveInSeconds = 300;

/** AWS waits 75 minutes by default; a validation that takes longer than this will not come. */
const validationTimeout = '15m';

export interface ApiDomainProps {
  readonly environment: Environment;
  readonly domain: Domain;
  /** The API and the stage the name leads to. */
  readonly api: { readonly apiId: string; readonly stageName: string };
}

/** A hosted zone with one record, `api`, that leads to the payment API. */
export class ApiDomain extends Construct {
  /** `api.` and the name of the zone. */
  readonly hostName: string;

  constructor(scope: Construct, id: string, props: ApiDomainProps) {
    super(scope, id);
    const { api, domain, environment } = props;
    const zone = new Route53Zone(this, 'Zone', {
      name: domain.zoneName,
      comment: `The payment API of ${environment.name}, ${domain.mode}`,
      forceDestroy: true,
    });
    this.hostName = `api.${domain.zoneName}`;
    if (domain.mode === 'undelegated') {
      new Route53Record(this, 'Api', {
        zoneId: zone.zoneId,
        name: this.hostName,
        type: 'CNAME',
        ttl: timeToLiveInSeconds,
        // a name only: API Gateway answers to it with a certificate for its own
        records: [`${api.apiId}.execute-api.${environment.region}.amazonaws.com`],
      });
      return;
    }
    const delegation = new Route53Record(this, 'Delegation', {
      zoneId: domain.parentZoneId,
      name: domain.zoneName,
      type: 'NS',
      ttl: timeToLiveInSeconds,
      records: zone.nameServers,
    });
    const customDomain = new ApiGatewayDomainName(this, 'DomainName', {
      domainName: this.hostName,
      regionalCertificateArn: this.certificate(zone.zoneId, delegation),
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
    });
    new ApiGatewayBasePathMapping(this, 'Mapping', {
      apiId: api.apiId,
      stageName: api.stageName,
      domainName: customDomain.domainName,
    });
    new Route53Record(this, 'Api', {
      zoneId: zone.zoneId,
      name: this.hostName,
      type: 'A',
      alias: {
        name: customDomain.regionalDomainName,
        zoneId: customDomain.regionalZoneId,
        evaluateTargetHealth: false,
      },
    });
  }

  /** The ARN of a certificate for the host, once it is valid: ACM looks for its record through the parent zone. */
  private certificate(zoneId: string, delegation: Route53Record): string {
    const certificate = new AcmCertificate(this, 'Certificate', {
      domainName: this.hostName,
      validationMethod: 'DNS',
      keyAlgorithm: 'RSA_2048',
      lifecycle: { createBeforeDestroy: true },
    });
    const option = certificate.domainValidationOptions.get(0);
    const proof = new Route53Record(this, 'Proof', {
      zoneId,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      ttl: timeToLiveInSeconds,
      records: [option.resourceRecordValue],
      allowOverwrite: true,
    });
    return new AcmCertificateValidation(this, 'Validation', {
      certificateArn: certificate.arn,
      validationRecordFqdns: [proof.fqdn],
      timeouts: { create: validationTimeout },
      dependsOn: [delegation],
    }).certificateArn;
  }
}
