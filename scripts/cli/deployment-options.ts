import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeploymentInput, DeploymentPorts, DeploymentTarget } from '../commands/deploy/deployment';
import { awsTarget, emulatorTarget } from '../commands/deploy/targets';
import { isJsonObject, type JsonValue } from '../model/json';
import { awsVariables, systemVariables, type CliContext } from './context';
import { requireTool } from './toolchain';

/** What plan, apply, drift and destroy begin with, from the arguments and what the set-up found. */
export function deploymentInput(context: CliContext, config: string, endpoint?: string): DeploymentInput {
  const toolchain = context.toolchain();
  return {
    config: context.path(config),
    policyDirectory: join(context.repository, 'policy'),
    workDirectory: join(context.repository, '.cache', 'terraform'),
    lockFile: join(context.repository, 'stacks', '.terraform.lock.hcl'),
    terraform: { binary: requireTool(toolchain, 'terraform'), version: toolchain.versions.terraform },
    target: targetOf(context, endpoint ?? emulatorEndpoint(context)),
    suffixes: suffixesOf(context.repository),
  };
}

/** The ports for the same target. */
export function deploymentPorts(context: CliContext): DeploymentPorts {
  return context.deploymentPorts(emulatorEndpoint(context));
}

/**
 * Every suffix of `stacks/environments.json`, so that a rule can tell another environment's from ours. Those of previews
 * are not among them, as nobody lists previews; that of their template is.
 */
export function suffixesOf(repository: string): string[] {
  const environments = JSON.parse(
    readFileSync(join(repository, 'stacks', 'environments.json'), 'utf8'),
  ) as JsonValue;
  if (!isJsonObject(environments)) return [];
  return Object.values(environments).flatMap((entry) =>
    isJsonObject(entry) && typeof entry['suffix'] === 'string' ? [entry['suffix']] : [],
  );
}

/** `AWS_ENDPOINT_URL` where it leads to this machine: then an emulator is meant, such as that of `npm run emulator`. */
export function emulatorEndpoint(context: CliContext): string | undefined {
  const endpoint = context.variables['AWS_ENDPOINT_URL'];
  return endpoint !== undefined && /^http:\/\/(127\.0\.0\.1|localhost)(:|\/|$)/.test(endpoint)
    ? endpoint
    : undefined;
}

function targetOf(context: CliContext, endpoint: string | undefined): DeploymentTarget {
  const variables = {
    ...systemVariables(context.variables),
    TF_CLI_CONFIG_FILE: requireTool(context.toolchain(), 'terraformCliConfig'),
  };
  return endpoint === undefined
    ? awsTarget({ ...variables, ...awsVariables(context.variables) })
    : emulatorTarget(endpoint, variables);
}
