import * as z from 'zod';
import { GateError } from '../error';
import { runOpa, type Opa } from './opa';
import type { Capabilities } from './capabilities';

const errorsSchema = z.object({
  errors: z.array(
    z.object({
      message: z.string(),
      location: z.object({ file: z.string(), row: z.int() }).optional(),
    }),
  ),
});

/**
 * Refuses sources that OPA would not compile under these capabilities, in one sentence that names file and line.
 *
 * A builtin that the wasm lacks is told apart from a misspelt one: OPA says "undefined function" of both.
 */
export async function checkSources(
  opa: Opa,
  capabilities: Capabilities,
  capabilitiesFile: string,
  directory: string,
  paths: readonly string[],
): Promise<void> {
  const args = ['check', '--strict', '--format', 'json', '--capabilities', capabilitiesFile, ...paths];
  const result = await runOpa(opa, args, directory);
  if (result.exitCode === 0) return;
  throw new GateError(
    `the policy cannot be built: ${complaints(result.stdout, result.stderr, capabilities)}`,
  );
}

function complaints(stdout: string, stderr: string, capabilities: Capabilities): string {
  const text = [stdout, stderr].find((candidate) => candidate.trimStart().startsWith('{'));
  if (text === undefined) return (stderr || stdout).trim().replaceAll(/\s*\n\s*/g, '; ');
  return errorsSchema
    .parse(JSON.parse(text))
    .errors.map(({ message, location }) => {
      const place = location === undefined ? '' : `${location.file}:${location.row}: `;
      const name = /^undefined function (\S+)$/.exec(message)?.[1];
      if (name === undefined || !capabilities.forbidden.has(name)) return place + message;
      return `${place}the builtin ${name} does not exist in the wasm runtime, where the rule would fail when it is evaluated; use a builtin OPA compiles to wasm without a host, or compute the fact in TypeScript and pass it in the input`;
    })
    .join('; ');
}
