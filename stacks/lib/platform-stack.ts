import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Aspects, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Tags } from '../aspects/tags';
import { UniqueLogicalIds } from '../aspects/unique-logical-ids';
import type { PlatformConfig } from '../config';
import { platformOptions, type PlatformOptions } from '../options';
import { Naming } from './naming';

/** What every stack has: names, tags, one provider, its state in S3 and the terraform it was made for. */
export abstract class PlatformStack extends TerraformStack {
  protected readonly naming: Naming;
  protected readonly options: PlatformOptions;

  constructor(
    scope: Construct,
    id: string,
    protected readonly config: PlatformConfig,
  ) {
    super(scope, id);
    const { environment, terraformVersion } = config;
    this.naming = new Naming(environment.suffix);
    this.options = platformOptions(environment);
    new AwsProvider(this, 'Aws', {
      region: environment.region,
      allowedAccountIds: [environment.account],
    });
    const backend = new S3Backend(this, {
      bucket: environment.stateBucket,
      key: this.naming.stateKey(id),
      region: environment.region,
      encrypt: true,
    });
    // cdktf 0.21 has no property for either of these two
    backend.addOverride('use_lockfile', true);
    this.addOverride('terraform.required_version', `~> ${terraformVersion}`);

    // to the stack, as cdktf ignores aspects of an app
    Aspects.of(this).add(new Tags(environment, this.naming));
    Aspects.of(this).add(new UniqueLogicalIds());
  }
}
