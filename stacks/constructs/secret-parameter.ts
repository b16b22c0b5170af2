import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';

/** Letters and digits, so that no shell or header stumbles over it: 238 bits. */
const placeholder = { password_length: 40, exclude_punctuation: true };

export interface SecretParameterProps {
  /** The full path, such as `/payments/dev/psp/api-key`. */
  readonly name: string;
  /** What the secret is for and where it comes from. */
  readonly description: string;
  /** The customer managed key that encrypts it. */
  readonly keyArn: string;
}

/**
 * A secret that somebody outside gives us: a SecureString whose value no state, plan or synthesis holds.
 *
 * It is born with a random text, so that nothing works by accident before the real secret is set, with
 * `npm run secret -- set NAME`. Terraform writes the text once: only another `value_wo_version` would write again, so no
 * later plan reverts what was set.
 */
export class SecretParameter extends Construct {
  readonly parameterName: string;
  readonly parameterArn: string;

  constructor(scope: Construct, id: string, props: SecretParameterProps) {
    super(scope, id);
    const parameter = new SsmParameter(this, 'Parameter', {
      name: props.name,
      description: props.description,
      type: 'SecureString',
      keyId: props.keyArn,
      valueWoVersion: 1,
    });
    // cdktf 0.21 has no construct for an ephemeral resource
    const type = 'aws_secretsmanager_random_password';
    const local = parameter.friendlyUniqueId;
    TerraformStack.of(this).addOverride(`ephemeral.${type}.${local}`, placeholder);
    parameter.addOverride('value_wo', `\${ephemeral.${type}.${local}.random_password}`);
    this.parameterName = parameter.name;
    this.parameterArn = parameter.arn;
  }
}
