import { withoutGolden } from '../../emulator/golden';
import { emulatorBackendArguments, emulatorOverride, emulatorOverrideFile } from '../../emulator/override';
import { emulatorVariables } from '../../emulator/variables';
import type { EnvironmentVariables } from '../../model/ports';
import type { DeploymentTarget } from './deployment';

/** AWS itself, with whatever credentials the environment has. */
export function awsTarget(variables: EnvironmentVariables): DeploymentTarget {
  return {
    name: 'aws',
    variables,
    backendArguments: [],
    override: () => null,
    runsFunctions: true,
    withoutInfidelities: (changes) => changes,
  };
}

/** The emulator on this machine; no credential of the environment reaches it, as none is needed. */
export function emulatorTarget(endpoint: string, variables: EnvironmentVariables): DeploymentTarget {
  return {
    name: 'emulator',
    variables: { ...variables, ...emulatorVariables(endpoint) },
    backendArguments: emulatorBackendArguments,
    // most of the time is the provider's own waiting, and nothing here limits the rate of calls
    parallelism: 30,
    override: (terraform) => ({ name: emulatorOverrideFile, content: emulatorOverride(terraform) }),
    // moto answers an Invoke with a text of its own, whatever the function is
    runsFunctions: false,
    withoutInfidelities: (changes) => withoutGolden(changes).unexpected,
  };
}
