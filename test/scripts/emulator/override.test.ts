import { emulatorOverride } from '../../../scripts/emulator/override';
import { emulatorVariables } from '../../../scripts/emulator/variables';

const settings = {
  s3_use_path_style: true,
  skip_credentials_validation: true,
  skip_metadata_api_check: 'true',
  max_retries: 4,
};

describe('emulatorOverride', () => {
  it('says nothing where there is nothing to override', () => {
    expect(emulatorOverride({ resource: {} })).toEqual({});
  });

  it('overrides each provider by its alias and no provider of somebody else', () => {
    const stack = {
      provider: { aws: [{ region: 'us-east-1' }, { alias: 'edge', region: 'eu-west-1' }], random: [{}] },
    };
    expect(emulatorOverride(stack)).toEqual({
      provider: { aws: [settings, { alias: 'edge', ...settings }] },
    });
  });

  it('takes a provider that is not in a list', () => {
    expect(emulatorOverride({ provider: { aws: { region: 'us-east-1' } } })).toEqual({
      provider: { aws: [settings] },
    });
  });

  it('says all of the configuration of a remote state again', () => {
    const config = { bucket: 'states', key: 'dev/network.tfstate', region: 'us-east-1' };
    const state = { backend: 's3', config, workspace: '${terraform.workspace}' };
    expect(emulatorOverride({ data: { terraform_remote_state: { network: state } } })).toEqual({
      data: {
        terraform_remote_state: { network: { backend: 's3', config: { ...config, use_path_style: true } } },
      },
    });
  });

  it('leaves remote states alone that are not in S3', () => {
    const state = { backend: 'local', config: { path: 'x' } };
    expect(emulatorOverride({ data: { terraform_remote_state: { network: state } } })).toEqual({});
  });
});

describe('emulatorVariables', () => {
  it('leads to the emulator and to no account of a person', () => {
    expect(emulatorVariables('http://127.0.0.1:5', 'eu-west-1')).toEqual({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:5',
      AWS_ACCESS_KEY_ID: 'emulator',
      AWS_SECRET_ACCESS_KEY: 'emulator',
      AWS_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
  });
});
