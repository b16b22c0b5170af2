import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseCheckovReport, type CheckovReport } from '../checkov-reporter/checkov-report';
import { readDecisions } from '../checkov-reporter/decisions';
import { CheckovReportError } from '../checkov-reporter/error';
import { unreadFinding } from '../checkov-reporter/finding';
import { mergeChecks } from '../checkov-reporter/merge';
import { PlaceIndex, type Place } from '../checkov-reporter/places';
import type { Evidence } from '../gate/evidence/evidence';
import { reasonOf } from '../model/error';
import { verdictOf, type Judgement } from '../model/finding';
import { isJsonObject, type JsonObject } from '../model/json';
import type { EnvironmentVariables, ProcessRunner } from '../model/ports';
import type { Synthesis } from '../model/synthesis';

export interface CheckovInput {
  /** The program of the pinned version. */
  readonly program: string;
  /** `policy/checkov.json`. */
  readonly decisionsFile: string;
  /** For copies of what is checked; made if it is missing. */
  readonly scratchDirectory: string;
  readonly variables: EnvironmentVariables;
}

/** Checkov takes some six seconds to start and some milliseconds a resource. */
const limitMs = 10 * 60_000;

/** Has Checkov look at the same evidence, and puts what it says into the judgement; nothing is counted twice. */
export async function judgeWithCheckov(
  judgement: Judgement,
  evidence: readonly Evidence[],
  config: Synthesis | null,
  input: CheckovInput,
  processes: ProcessRunner,
): Promise<Judgement> {
  const decisions = readDecisions(input.decisionsFile);
  const reports = await runCheckov(evidence, input, processes);
  const index = new PlaceIndex(placesOf(evidence, config));
  const failed = reports.flatMap((report) => report.failed).map((check) => index.place(check));
  // a plan and the configuration it came from are two looks at one resource
  const once = new Map(failed.map((placed) => [keyOf(placed), placed]));
  const asked = new Set(judgement.judged.rules);
  const merged = mergeChecks([...once.values()], judgement.findings, asked, decisions);
  const unread = reports.flatMap((report) => report.unreadFiles).map(unreadFinding);
  const findings = [...judgement.findings, ...unread, ...merged.added];
  return {
    ...judgement,
    findings,
    verdict: verdictOf(findings),
    checkov: { version: reports[0]?.version ?? 'none', checks: [...merged.checks] },
    notJudged: [
      ...judgement.notJudged,
      ...(evidence.some(({ kind }) => kind === 'state')
        ? [{ rule: 'checkov/*', reason: 'Checkov reads configurations and plans, and no states' }]
        : []),
    ],
  };
}

function keyOf({ check, place }: ReturnType<PlaceIndex['place']>): string {
  return JSON.stringify([check.check_id, place.stack, place.constructPath ?? place.address]);
}

async function runCheckov(
  evidence: readonly Evidence[],
  { program, scratchDirectory, variables }: CheckovInput,
  processes: ProcessRunner,
): Promise<CheckovReport[]> {
  mkdirSync(scratchDirectory, { recursive: true });
  const scratch = mkdtempSync(join(scratchDirectory, 'checkov-'));
  try {
    const { configurations, plans } = writeCopies(evidence, scratch);
    const runs = [
      ...(configurations
        ? [['--directory', join(scratch, 'configurations'), '--framework', 'terraform_json']]
        : []),
      ...(plans.length === 0 ? [] : [['--file', ...plans, '--framework', 'terraform_plan']]),
    ];
    const reports: CheckovReport[] = [];
    for (const args of runs) {
      const { stdout, stderr, ended } = await processes
        // without --skip-download it asks its vendor for guidelines, and waits where there is no way out
        .run({
          command: program,
          args: [...args, '--output', 'json', '--compact', '--skip-download'],
          env: variables,
          timeoutMs: limitMs,
        })
        .catch((thrown: unknown) => {
          throw new CheckovReportError(
            `Checkov cannot be started from ${program} (${reasonOf(thrown)}); run npm run setup`,
            { cause: thrown },
          );
        });
      if (ended !== 'exited' || stdout.trim() === '') {
        const [said = 'nothing'] = stderr.trim().split('\n').slice(-1);
        throw new CheckovReportError(
          `Checkov gave no report (${ended}), it said: ${said}; run it by hand to see more`,
        );
      }
      reports.push(parseCheckovReport(stdout));
    }
    return reports;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Copies, since Checkov 3.3 stops at a `required_version` in JSON and takes a plan for one by the ending of its name. */
function writeCopies(
  evidence: readonly Evidence[],
  scratch: string,
): { readonly configurations: boolean; readonly plans: readonly string[] } {
  const plans: string[] = [];
  let configurations = 0;
  const configuration = (path: string, terraform: JsonObject): void => {
    configurations += 1;
    write(join(scratch, 'configurations', path), withoutRequiredVersion(terraform));
  };
  for (const [index, one] of evidence.entries()) {
    if (one.kind === 'synthesis') {
      for (const { id, terraform } of one.synthesis.stacks)
        configuration(join('stacks', id, 'cdk.tf.json'), terraform);
    } else if (one.kind === 'configuration') {
      configuration(join(String(index), 'main.tf.json'), one.terraform);
    } else if (one.kind === 'plan') {
      const file = join(scratch, 'plans', `${index}-${one.stack ?? 'plan'}.json`);
      write(file, one.plan);
      plans.push(file);
    }
  }
  return { configurations: configurations > 0, plans };
}

function write(file: string, content: JsonObject): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content, null, 1));
}

function withoutRequiredVersion(terraform: JsonObject): JsonObject {
  const settings = terraform['terraform'];
  if (!isJsonObject(settings)) return terraform;
  const kept = Object.entries(settings).filter(([name]) => name !== 'required_version');
  return { ...terraform, terraform: Object.fromEntries(kept) };
}

function placesOf(evidence: readonly Evidence[], config: Synthesis | null): Place[] {
  const syntheses = evidence.flatMap((one) => (one.kind === 'synthesis' ? [one.synthesis] : []));
  return [...syntheses, ...(config === null ? [] : [config])].flatMap((synthesis) =>
    synthesis.stacks.flatMap((stack) =>
      Object.entries(stack.sources).map(([address, { file, line, constructPath }]) => ({
        stack: stack.id,
        address,
        constructPath,
        source: { file, line },
      })),
    ),
  );
}
