import { appEnvironment } from '../../../scripts/synth/process-environment';

const variables = {
  PATH: '/bin',
  HOME: '/home/dev',
  AWS_ACCESS_KEY_ID: 'id',
  AWS_PROFILE: 'prod',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'token',
  GITHUB_TOKEN: 'token',
  TF_VAR_region: 'eu-west-1',
  NODE_OPTIONS: '--require ./evil.js',
  CDKTF_OUTDIR: 'out',
  CDKTF_CONTEXT_JSON: '{}',
  CDKTF_TARGET_STACK_ID: 'data',
  SYNTH_HCL_OUTPUT: 'true',
};

test('an app gets what a program needs and nothing else', () => {
  expect(appEnvironment(variables, 'tollgate')).toEqual({ PATH: '/bin', HOME: '/home/dev' });
});

test('an app that cdktf-cli runs also hears where to write', () => {
  expect(appEnvironment(variables, 'cdktf-cli')).toEqual({
    PATH: '/bin',
    HOME: '/home/dev',
    CDKTF_OUTDIR: 'out',
    CDKTF_CONTEXT_JSON: '{}',
  });
});
