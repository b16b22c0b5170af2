import { sha256 } from '../../scripts/model/digest';
import type { SynthesizedStack } from '../../scripts/model/synthesis';

/** A synthesized stack with nothing in it, for tests that look at one side of it only. */
export function stackNamed(id: string, parts: Partial<SynthesizedStack> = {}): SynthesizedStack {
  return {
    id,
    constructPath: id,
    dependencies: [],
    directory: `stacks/${id}`,
    terraform: {},
    stateKey: `dev/${id}.tfstate`,
    upstreamOutputs: [],
    sources: {},
    digest: sha256(id),
    ...parts,
  };
}
