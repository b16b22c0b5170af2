import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { reasonOf } from '../model/error';
import { CheckovReportError } from './error';
import type { Place } from './places';

const sourcesSchema = z.object({
  stacks: z.record(
    z.string(),
    z.record(z.string(), z.object({ file: z.string(), line: z.number(), constructPath: z.string() })),
  ),
});

const blocks = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({ '//': z.object({ metadata: z.object({ path: z.string() }) }).optional() }).loose(),
  ),
);
const stackSchema = z.object({ resource: blocks.optional(), data: blocks.optional() });

/**
 * The resources of a `cdktf.out`, with the construct path CDKTF writes beside each, and the TypeScript line where a
 * `sources.json` has it.
 *
 * @throws CheckovReportError where a file is not what CDKTF writes
 */
export function placesOfCdktfOut(directory: string): Place[] {
  const stacks = join(directory, 'stacks');
  if (!existsSync(stacks)) {
    throw new CheckovReportError(
      `${directory} is no cdktf.out: it has no folder stacks; give --config the folder that synth wrote`,
    );
  }
  const sourcesFile = join(directory, 'sources.json');
  const sources = existsSync(sourcesFile) ? read(sourcesFile, sourcesSchema).stacks : {};
  return readdirSync(stacks)
    .sort()
    .filter((stack) => existsSync(join(stacks, stack, 'cdk.tf.json')))
    .flatMap((stack) => {
      const { resource = {}, data = {} } = read(join(stacks, stack, 'cdk.tf.json'), stackSchema);
      const named = [...addresses(resource, ''), ...addresses(data, 'data.')];
      return named.map(([address, constructPath]): Place => {
        const source = sources[stack]?.[address];
        return {
          stack,
          address,
          constructPath: source?.constructPath ?? constructPath,
          source: source === undefined ? null : { file: source.file, line: source.line },
        };
      });
    });
}

function addresses(byType: z.infer<typeof blocks>, prefix: string): [string, string | null][] {
  return Object.entries(byType).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]): [string, string | null] => [
      `${prefix}${type}.${name}`,
      body['//']?.metadata.path ?? null,
    ]),
  );
}

function read<T>(file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (thrown) {
    throw new CheckovReportError(
      `${file} is not what CDKTF writes (${reasonOf(thrown).replaceAll(/\s*\n\s*/g, ' ')}); synthesize again`,
      { cause: thrown },
    );
  }
}
