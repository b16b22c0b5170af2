import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { InputError } from '../model/error';

const toolchainSchema = z.object({
  terraform: z.string().nullable(),
  opa: z.string().nullable(),
  moto: z.string().nullable(),
  checkov: z.string().nullable(),
  terraformCliConfig: z.string().nullable(),
  versions: z.object({ terraform: z.string(), provider: z.string(), opa: z.string(), moto: z.string() }),
});

/** The programs of `.cache/toolchain.json`, as `npm run setup` left them. */
export type Toolchain = z.infer<typeof toolchainSchema>;

/** Reads what the set-up found or installed. */
export function readToolchain(repository: string): Toolchain {
  const file = join(repository, '.cache', 'toolchain.json');
  const parsed = existsSync(file)
    ? toolchainSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    : undefined;
  if (parsed?.success === true) return parsed.data;
  throw new InputError(
    `.cache/toolchain.json is ${parsed === undefined ? 'missing' : 'of another version'}, so terraform and opa are not known; run npm run setup`,
  );
}

/** One program of the toolchain, or a sentence on how to get it. */
export function requireTool(
  toolchain: Toolchain,
  tool: 'terraform' | 'opa' | 'moto' | 'checkov' | 'terraformCliConfig',
): string {
  const path = toolchain[tool];
  if (path !== null) return path;
  throw new InputError(`${tool} was not found by the set-up; run npm run setup and do what it says`);
}
