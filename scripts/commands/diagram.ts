import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentVariables, Output, ProcessRunner } from '../model/ports';
import { readArchitecture } from '../report/architecture/read-architecture';
import { renderArchitecture } from '../report/architecture/render-architecture';
import { readSynthesis } from '../synth/read-synthesis';
import { runSynth } from './synth';
import { writeWhole } from './write-whole';

/** The picture the README shows. */
export const architecturePicture = 'docs/architecture.svg';

/** Where the environment is synthesized to be drawn. */
const scratch = '.cache/diagram';

export interface DiagramInput {
  /** The root of the repository, absolute. */
  readonly repository: string;
  /** The environment that is synthesized and drawn. */
  readonly environment: string;
  /** The file to write, absolute. */
  readonly file: string;
  /** Whether the file is compared with what would be written, and left as it is. */
  readonly check: boolean;
}

export interface DiagramPorts {
  readonly processes: ProcessRunner;
  readonly variables: EnvironmentVariables;
  /** Told of progress and notices. */
  readonly output: Output;
}

export type DiagramOutcome = 'current' | 'stale' | 'written';

/** `diagram`: draws the architecture of an environment from its synthesized output, and from nothing else. */
export async function runDiagram(input: DiagramInput, ports: DiagramPorts): Promise<DiagramOutcome> {
  const { check, environment, file, repository } = input;
  const quiet: Output = { ...ports.output, isTerminal: false, write: () => undefined };
  const out = join(repository, scratch);
  const { directory } = await runSynth({ repository, environment, out }, { ...ports, output: quiet });
  const drawn = renderArchitecture(readArchitecture(readSynthesis(directory)));
  if (existsSync(file) && readFileSync(file, 'utf8') === drawn) return 'current';
  if (check) return 'stale';
  writeWhole(file, drawn);
  return 'written';
}
