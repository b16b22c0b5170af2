import * as z from 'zod';
import { inOneLine } from '../model/error';
import { SynthError } from './error';

const manifestSchema = z.object({
  stacks: z.record(
    z.string(),
    z.object({
      name: z.string().min(1),
      constructPath: z.string(),
      workingDirectory: z.string().min(1),
      synthesizedStackPath: z.string().min(1),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

/** `manifest.json` as cdktf 0.21 and cdktn write it. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestStack = Manifest['stacks'][string];

/**
 * Reads a manifest.
 *
 * @param origin names the file in the error
 * @throws SynthError where it is not one
 */
export function parseManifest(value: unknown, origin: string): Manifest {
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SynthError(
    `${origin} is not a manifest of cdktf: ${inOneLine(z.prettifyError(parsed.error))}; synthesize again`,
  );
}
