import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { runPolicyBuild } from '../../scripts/commands/policy-build';
import { ruleCatalogueSchema, verifyPolicyBuild } from '../../scripts/gate/build/manifest';
import { isRule, readSources } from '../../scripts/gate/build/sources';
import { createProcessRunner } from '../../scripts/ports/processes';
import { describeWithTools, toolPath } from '../support/requirements';
import { otherAnswers, policyInputs } from './inputs';
import { ask, bareWasm, loadWasm, tableNames } from './wasm';

const policyDirectory = resolve(__dirname, '../../policy');
const read = (file: string): string => readFileSync(join(policyDirectory, file), 'utf8');
const { rules } = ruleCatalogueSchema.parse(JSON.parse(read('rules.json')));
const ids = rules.map(({ id }) => id);

const relatedParam = z.strictObject({
  stack: z.string().nullable(),
  address: z.string(),
  path: z.array(z.union([z.string(), z.number()])),
  text: z.string(),
});
const finding = z.strictObject({
  rule: z.string(),
  status: z.enum(['fail', 'undetermined', 'warn', 'demand']),
  address: z.string(),
  stack: z.string().nullable(),
  path: z.array(z.union([z.string(), z.number()])),
  params: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(relatedParam)]),
  ),
  waits_for: z.array(z.string()),
});
type Finding = z.infer<typeof finding>;

describe('the policy', () => {
  const wasm = loadWasm();
  const judge = (input: object, asked: readonly string[] = ids): Finding[] =>
    z.array(finding).parse(ask(wasm, { ...input, rules: asked }, 'tollgate/findings'));

  it('is built of the sources beside it', () => {
    expect(() => verifyPolicyBuild(policyDirectory)).not.toThrow();
  });

  it('has every rule file in its catalogue', () => {
    const files = readSources(policyDirectory).map(({ path }) => path);
    expect(rules.map(({ file }) => file)).toEqual(files.filter(isRule));
  });

  it.each(ids)('answers for %s, and for that rule only', (id) => {
    const found = Object.values(policyInputs).flatMap((input) => judge(input, [id]));
    expect([...new Set(found.map(({ rule }) => rule))]).toEqual([id]);
    const { statuses } = otherAnswers[id] ?? { statuses: ['fail', 'undetermined'] };
    expect([...new Set(found.map(({ status }) => status))].sort()).toEqual(statuses);
  });

  it.each(rules)('fills every placeholder of the message of $id', ({ id, message }) => {
    const placeholders = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const lacking = Object.values(policyInputs)
      .flatMap((input) => judge(input, [id]))
      .filter(({ params }) => placeholders.some((name) => name === undefined || !(name in params)));
    expect(lacking).toEqual([]);
  });

  it('finds nothing where no rule is asked for', () => {
    expect(Object.values(policyInputs).flatMap((input) => judge(input, []))).toEqual([]);
  });

  it('has no answer at all to an input of another version', () => {
    expect(
      ask(wasm, { ...policyInputs['resources'], version: 2, rules: ids }, 'tollgate/findings'),
    ).toBeUndefined();
  });

  it('says which tables it was given', () => {
    expect(ask(wasm, {}, 'tollgate/ready')).toEqual({ input_version: 1, tables: tableNames });
    expect(ask(bareWasm(), {}, 'tollgate/ready')).toEqual({ input_version: 1, tables: [] });
  });

  describeWithTools(['opa'], 'and OPA', () => {
    const processes = createProcessRunner();
    let scratch: string;
    beforeAll(() => {
      scratch = mkdtempSync(join(tmpdir(), 'tollgate-eval-'));
    });
    afterAll(() => {
      rmSync(scratch, { recursive: true });
    });

    it('agree that the committed build is what the sources make', async () => {
      const input = {
        policyDirectory,
        check: true,
        opa: toolPath('opa'),
        environment: {},
        scratchDirectory: scratch,
      };
      expect(await runPolicyBuild(input, { processes })).toEqual({ kind: 'current' });
    });

    it.each([
      ['is formatted', ['fmt', '--fail', '--list', '.']],
      ['passes the strict check', ['check', '--strict', '--bundle', '.', '--ignore', 'policy.wasm']],
    ])('agree that the Rego %s', async (_, args) => {
      const { exitCode, stdout, stderr } = await processes.run({
        command: toolPath('opa'),
        args,
        cwd: policyDirectory,
        env: {},
      });
      expect({ exitCode, said: stdout + stderr }).toEqual({ exitCode: 0, said: '' });
    });
  });
});
