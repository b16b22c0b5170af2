import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { DataOutputs, NetworkOutputs } from '../outputs';

const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

export interface FunctionEgressProps {
  /** The security group of the function, which it shares with nothing. */
  readonly securityGroupId: string;
  readonly network: NetworkOutputs;
  readonly database: DataOutputs['database'];
  /** Whether the function keeps sessions, which DynamoDB holds. */
  readonly toSessions: boolean;
  /** Whether the function calls the payment provider, which is on the internet and has no fixed addresses. */
  readonly toProvider: boolean;
}

/**
 * What one function can reach, and what lets it in there: the database always, AWS through the endpoints of the network, and
 * the internet on port 443 only where the provider is called or there are no endpoints.
 */
export class FunctionEgress extends Construct {
  constructor(scope: Construct, id: string, props: FunctionEgressProps) {
    super(scope, id);
    const { database, network, securityGroupId } = props;
    this.toGroup('Database', securityGroupId, database.securityGroupId, {
      ipProtocol: 'tcp',
      fromPort: database.port,
      toPort: database.port,
    });
    if (network.endpointSecurityGroupId !== null) {
      this.toGroup('Endpoints', securityGroupId, network.endpointSecurityGroupId, https);
    }
    if (props.toSessions) {
      new VpcSecurityGroupEgressRule(this, 'Dynamodb', {
        securityGroupId,
        description: 'DynamoDB through its gateway endpoint',
        prefixListId: network.prefixListIds.dynamodb,
        ...https,
      });
    }
    if (props.toProvider || network.endpointSecurityGroupId === null) {
      new VpcSecurityGroupEgressRule(this, 'Internet', {
        securityGroupId,
        description: props.toProvider ? 'The payment provider, through NAT' : 'AWS, through NAT',
        cidrIpv4: '0.0.0.0/0',
        ...https,
      });
    }
  }

  private toGroup(noun: string, from: string, to: string, port: typeof https): void {
    new VpcSecurityGroupEgressRule(this, noun, {
      securityGroupId: from,
      description: `To the ${noun.toLowerCase()}`,
      referencedSecurityGroupId: to,
      ...port,
    });
    new VpcSecurityGroupIngressRule(this, `${noun}Entrance`, {
      securityGroupId: to,
      description: `From ${this.node.path}`,
      referencedSecurityGroupId: from,
      ...port,
    });
  }
}
