import type { EnvironmentVariables } from '../model/ports';

/** What a program needs to run at all. */
const needed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot'];

/** How cdktf-cli tells an app where to write and what its cdktf.json says. */
const fromCdktfCli = ['CDKTF_OUTDIR', 'CDKTF_CONTEXT_JSON', 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'];

/**
 * The environment an app is run in: a list of what goes in, so that no credential, `TF_VAR_*` or `NODE_OPTIONS` can
 * reach the code of a pull request or change what it writes.
 */
export function appEnvironment(
  variables: EnvironmentVariables,
  caller: 'tollgate' | 'cdktf-cli',
): EnvironmentVariables {
  const names = caller === 'cdktf-cli' ? [...needed, ...fromCdktfCli] : needed;
  return Object.fromEntries(
    names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
}
