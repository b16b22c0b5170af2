import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Clock, EnvironmentVariables, Output, ProcessRunner } from '../../model/ports';
import { createProgress } from '../../report/progress';
import { renderRunReport } from '../../report/run-report/render-run-report';
import type { ServiceCalls } from '../../report/run-report/run-report';
import type { DeploymentInput, DeploymentPorts } from '../deploy/deployment';
import { runSynth } from '../synth';
import { writeWhole } from '../write-whole';
import { startEmulation, type Emulation, type EmulationOptions } from './emulation';
import { Journal, StepFailed } from './journal';
import { walkPath, type Story } from './walk-path';

export interface StartInput {
  readonly repository: string;
  readonly environment: string;
  /** Another program than `stacks/main.ts`; absolute. */
  readonly app?: string;
  /** For `cdktf.out`, what terraform and the emulator write, and the report. */
  readonly outDirectory: string;
  /** Only these stacks and what they depend on. @default all */
  readonly stacks?: readonly string[];
  readonly emulation: EmulationOptions;
  readonly variables: EnvironmentVariables;
  readonly toolVersion: string;
  deployment(endpoint: string): DeploymentInput;
}

export interface StartPorts {
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly output: Output;
  deploymentPorts(endpoint: string): DeploymentPorts;
}

export interface StartOutcome {
  readonly passed: boolean;
  /** The self-contained page about the run. */
  readonly report: string;
}

/** Carries the stacks of one environment through the whole path on the emulator, and writes a page about it. */
export async function runStart(input: StartInput, ports: StartPorts): Promise<StartOutcome> {
  const { clock, output } = ports;
  const app = relative(input.repository, resolve(input.repository, input.app ?? 'stacks/main.ts'));
  output.write(
    `${input.environment}: ${describeStacks(input.stacks)} of ${app} through the whole path, on an emulated AWS on this machine\n`,
  );
  const progress = createProgress(output, clock);
  const journal = new Journal(progress, clock);
  const story: Story = { judgements: [] };
  // moto takes seconds to start, and synth needs none of it
  const starting = startEmulation(input.emulation, ports);
  starting.catch(() => undefined);

  let passed = true;
  try {
    await journal.step('synth', async () => {
      const { directory, stacks } = await runSynth(
        {
          repository: input.repository,
          environment: input.environment,
          out: join(input.outDirectory, 'cdktf.out'),
          ...(input.app === undefined ? {} : { app: input.app }),
        },
        { processes: ports.processes, output: quiet(output), variables: input.variables },
      );
      return { value: directory, passed: true, detail: stacks.join(', ') };
    });
    const emulation = await starting;
    await walkPath({
      journal,
      story,
      emulation,
      input: input.deployment(emulation.aws.endpoint),
      ports: {
        ...ports.deploymentPorts(emulation.aws.endpoint),
        onProgress: (stack, detail) => {
          journal.update(`${stack}: ${detail}`);
        },
      },
      toolVersion: input.toolVersion,
    });
  } catch (thrown) {
    passed = false;
    if (!(thrown instanceof StepFailed)) throw thrown;
  } finally {
    const emulation = await starting.catch(() => null);
    writeReport(input, journal, story, emulation, passed);
    await emulation?.stop();
  }
  const report = join(input.outDirectory, 'index.html');
  progress.finish();
  output.write(`${passed ? 'pass' : 'fail'}: ${report}\n`);
  return { passed, report };
}

function describeStacks(stacks: StartInput['stacks']): string {
  if (stacks === undefined) return 'all stacks';
  const [noun, pronoun] = stacks.length === 1 ? ['stack', 'it depends'] : ['stacks', 'they depend'];
  return `the ${noun} ${stacks.join(', ')}, and what ${pronoun} on,`;
}

/** The step shows what synth has written; its own lines would tear the progress display. */
const quiet = (output: Output): Output => ({ ...output, write: () => undefined });

function writeReport(
  { repository, environment, outDirectory, toolVersion }: StartInput,
  journal: Journal,
  story: Story,
  emulation: Emulation | null,
  passed: boolean,
): void {
  const { deployment } = story;
  const page = renderRunReport({
    title: `A change of ${environment}, on the emulator`,
    environment,
    suffix: deployment?.environment.suffix ?? environment,
    verdict: passed ? 'pass' : 'fail',
    steps: journal.steps,
    review: story.review ?? null,
    judgements: story.judgements,
    stacks: story.change?.stacks ?? [],
    dependencies: (deployment?.synthesis.stacks ?? []).map(({ id, dependencies }) => ({
      stack: id,
      dependsOn: dependencies,
    })),
    readSource: (file) => {
      const path = join(repository, file);
      return existsSync(path) ? readFileSync(path, 'utf8') : null;
    },
    ...(emulation === null ? {} : { awsCalls: countCalls(emulation) }),
    versions: { tollgate: toolVersion, ...deployment?.versions },
  });
  writeWhole(join(outDirectory, 'index.html'), page);
}

function countCalls(emulation: Emulation): ServiceCalls[] {
  const counts = new Map<string, { calls: number; errors: number }>();
  for (const { service, status } of emulation.aws.calls()) {
    const count = counts.get(service) ?? { calls: 0, errors: 0 };
    count.calls += 1;
    if (status >= 500) count.errors += 1;
    counts.set(service, count);
  }
  return [...counts].map(([service, count]) => ({ service, ...count }));
}
