import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { RawFinding } from '../../scripts/gate/engine/policy-engine';
import { readRuleCatalogue } from '../../scripts/gate/engine/rule-catalogue';
import type { PolicyInput } from '../../scripts/gate/input/policy-input';
import { canonicalJson } from '../../scripts/model/digest';
import { createProcessRunner } from '../../scripts/ports/processes';
import { describeWithCorpus, describeWithTools, toolPath } from '../support/requirements';
import { policyDirectory, policyEngine } from '../support/policy-inputs';
import { corpusInputs, exampleInputs, precisionInputs, programInputs, type NamedInput } from './gate-inputs';
import { policyInputs } from './inputs';
import { ask, loadWasm } from './wasm';

/** On two slow cores, for all of a kind together: 240 plans take some 10 s. */
const timeLimitMs = 180_000;

const answersOfOpa = z.object({
  result: z.array(z.object({ path: z.string(), result: z.array(z.json()) })),
});

const sorted = (findings: readonly unknown[]): string[] =>
  findings.map((finding) => canonicalJson(finding)).sort();

describeWithTools(['opa'], 'wasm and OPA find the same', () => {
  const processes = createProcessRunner();
  let scratch: string;
  let bundle: string;

  const opa = async (args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await processes.run({ command: toolPath('opa'), args, env: {} });
    if (exitCode !== 0) throw new Error(`opa ${args[0]} ended with ${exitCode}: ${stdout}${stderr}`);
    return stdout;
  };

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'tollgate-differential-'));
    bundle = join(scratch, 'bundle.tar.gz');
    // without the wasm, so that OPA reads the Rego
    const ignored = ['--ignore', 'policy.wasm', '--ignore', '*.examples.json'];
    await opa(['build', '--bundle', policyDirectory, ...ignored, '--output', bundle]);
  }, timeLimitMs);
  afterAll(() => {
    rmSync(scratch, { recursive: true });
  });

  /** What OPA finds in every input, asked in one process. */
  async function findingsOfOpa(kind: string, inputs: readonly object[]): Promise<unknown[][]> {
    const folder = join(scratch, kind);
    mkdirSync(folder);
    for (const [index, input] of inputs.entries())
      writeFileSync(join(folder, `${index}.json`), JSON.stringify(input));
    const stdout = await opa(['exec', '--bundle', bundle, '--decision', 'tollgate/findings', folder]);
    const answers = answersOfOpa.parse(JSON.parse(stdout)).result;
    const byFile = new Map(answers.map(({ path, result }) => [resolve(path), result]));
    return inputs.map((_, index) => byFile.get(join(folder, `${index}.json`)) ?? []);
  }

  /** Compares, and answers with all that was found. */
  async function compare(
    kind: string,
    named: readonly (readonly [name: string, input: object])[],
    evaluate: (input: object) => unknown,
  ): Promise<RawFinding[]> {
    const ours = named.map(([, input]) => evaluate(input) as RawFinding[]);
    const theirs = await findingsOfOpa(
      kind,
      named.map(([, input]) => input),
    );
    const differing = named.flatMap(([name], index) => {
      const wasm = sorted(ours[index] ?? []);
      const rego = sorted(theirs[index] ?? []);
      return canonicalJson(wasm) === canonicalJson(rego) ? [] : [{ name, wasm, rego }];
    });
    expect(differing).toEqual([]);
    return ours.flat();
  }

  /** The same for what the gate itself made, by its own engine. */
  async function compareJudged(kind: string, named: readonly NamedInput[]): Promise<RawFinding[]> {
    const engine = await policyEngine();
    return compare(kind, named, (input) => engine.evaluate(input as PolicyInput));
  }

  it('in inputs that make every rule speak', async () => {
    const wasm = loadWasm();
    const rules = readRuleCatalogue(policyDirectory).map(({ id }) => id);
    const inputs = Object.entries(policyInputs).map(([name, input]) => [name, { ...input, rules }] as const);
    const found = await compare('written', inputs, (input) => ask(wasm, input, 'tollgate/findings'));
    expect(rules.filter((id) => !found.some(({ rule }) => rule === id))).toEqual([]);
  });

  it(
    'in every example of the catalogue',
    async () => {
      const found = await compareJudged('examples', await exampleInputs());
      expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThan(50);
    },
    timeLimitMs,
  );

  it(
    'in the policies that are scoped as they should be, and their broken twins',
    async () => {
      expect((await compareJudged('precision', await precisionInputs())).length).toBeGreaterThan(100);
    },
    timeLimitMs,
  );

  it(
    'in what the programs of the fixtures are synthesized as, and in their plan',
    async () => {
      expect(
        (await compareJudged('programs', await programInputs(join(scratch, 'synth')))).length,
      ).toBeGreaterThan(5);
    },
    timeLimitMs,
  );

  describeWithCorpus('wherever the plans are real', (corpus) => {
    it(
      'in all of them',
      async () => {
        expect((await compareJudged('corpus', await corpusInputs(corpus))).length).toBeGreaterThan(1000);
      },
      timeLimitMs,
    );
  });
});
