import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { Conditions, Statement } from '../lib/policy-document';
import { policyDocument } from '../lib/policy-document';

export interface ServiceRoleProps {
  /** Of the role and of its one policy. */
  readonly name: string;
  readonly description: string;
  /** The service that takes the role, such as `backup.amazonaws.com`. */
  readonly service: string;
  /**
   * Holds the service to work for this account (the confused deputy). Only conditions on keys the service sends: on
   * another it could never take the role. @default none, for a service that sends no key
   */
  readonly trustConditions?: Conditions;
  readonly statements: readonly Statement[];
}

/** The role one AWS service takes for one purpose. */
export class ServiceRole extends Construct {
  readonly roleArn: string;
  /** What a resource must wait for that uses the role at once. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'Role', {
      name: props.name,
      description: props.description,
      assumeRolePolicy: policyDocument([
        {
          sid: 'Service',
          principals: { Service: props.service },
          actions: ['sts:AssumeRole'],
          ...(props.trustConditions === undefined ? {} : { conditions: props.trustConditions }),
        },
      ]),
    });
    this.roleArn = role.arn;
    this.policy = new IamRolePolicy(this, 'Policy', {
      name: props.name,
      role: role.name,
      policy: policyDocument(props.statements),
    });
  }
}
