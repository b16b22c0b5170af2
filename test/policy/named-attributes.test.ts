import type { RawFinding } from '../../scripts/gate/engine/policy-engine';
import { readRuleCatalogue } from '../../scripts/gate/engine/rule-catalogue';
import type { InputResource, PolicyInput } from '../../scripts/gate/input/policy-input';
import { canonicalJson } from '../../scripts/model/digest';
import type { JsonObject } from '../../scripts/model/json';
import { describeWithCorpus } from '../support/requirements';
import { policyDirectory, policyEngine } from '../support/policy-inputs';
import { corpusInputs, exampleInputs, type NamedInput } from './gate-inputs';
import { policyInputs } from './inputs';
import { ask, loadWasm } from './wasm';

/** On two slow cores: 240 plans, made and judged twice. */
const timeLimitMs = 180_000;

const sorted = (findings: readonly RawFinding[]): string[] =>
  findings.map((finding) => canonicalJson(finding)).sort();

type Written = Partial<InputResource>;
type WrittenIndex = Readonly<Record<string, readonly Written[]>>;

describe('what no rule can name is not told, and changes nothing', () => {
  let named: ReadonlySet<string>;
  beforeAll(async () => {
    named = new Set((await policyEngine()).manifest.attributes);
  });

  const only = (values: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(values).filter(([name]) => named.has(name)));
  const cutResource = ({ values, before, ...rest }: Written): Written => ({
    ...rest,
    ...(values === undefined ? {} : { values: only(values) }),
    ...(before === undefined ? {} : { before: before === null ? null : only(before) }),
  });
  const cut = (index: WrittenIndex = {}): WrittenIndex =>
    Object.fromEntries(Object.entries(index).map(([type, list]) => [type, list.map(cutResource)]));

  it('in inputs that make every rule speak', () => {
    const wasm = loadWasm();
    const rules = readRuleCatalogue(policyDirectory).map(({ id }) => id);
    for (const [name, input] of Object.entries(policyInputs)) {
      const whole = { ...input, rules } as { resources?: WrittenIndex; data?: WrittenIndex };
      const told = { ...whole, resources: cut(whole.resources), data: cut(whole.data) };
      const found = (asked: object): RawFinding[] => ask(wasm, asked, 'tollgate/findings') as RawFinding[];
      expect([name, sorted(found(told))]).toEqual([name, sorted(found(whole))]);
    }
  });

  async function compare(told: readonly NamedInput[], whole: readonly NamedInput[]): Promise<void> {
    const engine = await policyEngine();
    const found = (input: PolicyInput): string[] => sorted(engine.evaluate(input));
    const differing = told.filter(
      ([, input], index) => canonicalJson(found(input)) !== canonicalJson(found(whole[index]![1])),
    );
    expect(differing.map(([name]) => name)).toEqual([]);
    const size = (inputs: readonly NamedInput[]): number => JSON.stringify(inputs).length;
    expect(size(told)).toBeLessThan(size(whole));
  }

  it(
    'in every example of the catalogue',
    async () => compare(await exampleInputs(), await exampleInputs(null)),
    timeLimitMs,
  );

  describeWithCorpus('wherever the plans are real', (corpus) => {
    it(
      'in all of them',
      async () => compare(await corpusInputs(corpus), await corpusInputs(corpus, null)),
      timeLimitMs,
    );
  });
});
