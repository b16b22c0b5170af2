/**
 * `npm run bench:gate [-- SYNTHESIS]`: times the gate on plans against conftest with the same rules on the policy input the
 * gate made of that plan, and against Checkov on the plan; whole processes, cold, in turns. Then how the time of the gate
 * grows with the plan.
 *
 * In the environment: `BENCH_PARTS`, some of platform, platform-10000, iam-10000 and growth; `BENCH_SIZES`, in resources;
 * `BENCH_ROUNDS`; `BENCH_MINUTES`, after which a judge is given up; `CONFTEST`, one that is built already.
 *
 * conftest is built from source into a temporary folder that is removed; where that cannot be done the comparison is left
 * out, and the output says so. The plans are made from a synthesis (`scripts/bench/plans.mjs`).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countOf, iamResources, planOf, platformCopies } from './bench/plans.mjs';

const conftestVersion = 'v0.66.0';
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const withinMinutes = Number(process.env.BENCH_MINUTES ?? 10);
const sizes = (process.env.BENCH_SIZES ?? '1000,10000,30000,100000').split(',').map(Number);
const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const temporary = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
const toolchain = JSON.parse(readFileSync(join(repository, '.cache/toolchain.json'), 'utf8'));
const launcher = join(repository, 'scripts/launch.cjs');
const gateArguments = (plan) => [launcher, 'gate', plan, '--environment', 'dev', '--format', 'json'];

/** One process: milliseconds by the clock and of the processor, the most memory it had in MiB; undefined where it gave no verdict. */
function run(command, args) {
  const memory = join(temporary, 'memory');
  const start = process.hrtime.bigint();
  const measured = existsSync('/usr/bin/time')
    ? ['/usr/bin/time', '-f', '%M %U %S', '-o', memory, command]
    : [command];
  const { status, error } = spawnSync(measured[0], [...measured.slice(1), ...args], {
    cwd: temporary,
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: withinMinutes * 60_000,
  });
  const milliseconds = Number((process.hrtime.bigint() - start) / 1_000_000n);
  if (error !== undefined || status === null || status > 1) return undefined;
  const said = existsSync(memory) ? readFileSync(memory, 'utf8').trim().split('\n').at(-1) : '';
  const [kibibytes, user, system] = said.split(' ').map(Number);
  return {
    milliseconds,
    processor: Math.round(((user ?? NaN) + (system ?? NaN)) * 1000),
    mebibytes: Math.round((kibibytes ?? NaN) / 1024),
  };
}

function median(numbers) {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)];
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function buildConftest() {
  if (process.env.CONFTEST !== undefined) return process.env.CONFTEST;
  try {
    execFileSync('go', ['install', `github.com/open-policy-agent/conftest@${conftestVersion}`], {
      env: { ...process.env, GOBIN: temporary },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return join(temporary, 'conftest');
  } catch {
    say(`conftest ${conftestVersion} could not be built with go install: it is not compared`);
    return undefined;
  }
}

/** What conftest asks for, made of what the rules find. */
function wrapper() {
  const file = join(temporary, 'wrapper.rego');
  writeFileSync(
    file,
    'package main\n\nimport rego.v1\n\ndeny contains {"msg": concat(" ", [finding.rule, finding.status, finding.address])} if {\n\tsome finding in data.tollgate.findings\n}\n',
  );
  return file;
}

/** The rules without their tests: an older OPA in conftest objects to types in some of those, and then judges nothing. */
function rules() {
  const folder = join(temporary, 'policy');
  const isBuilt = (source) => !source.endsWith('_test.rego') && !source.endsWith(join('lib', 'testing.rego'));
  cpSync(join(repository, 'policy'), folder, {
    recursive: true,
    filter: (source) => statSync(source).isDirectory() || (source.endsWith('.rego') && isBuilt(source)),
  });
  return folder;
}

/** The tables the wasm is given, and no other JSON of the policy: a folder in which they lie as `data.tables`. */
function tables() {
  const folder = join(temporary, 'data');
  const source = join(repository, 'policy', 'tables');
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (entry.isDirectory())
      cpSync(join(source, entry.name, 'data.json'), join(folder, 'tables', entry.name, 'data.json'));
  }
  return folder;
}

/** How much a judge found: one that could not read its rules ends as if it had found something. */
function findingsOf(conftest, args) {
  const { stdout } = spawnSync(conftest, [...args, '--output', 'json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  try {
    return JSON.parse(stdout).flatMap(({ failures }) => failures ?? []).length;
  } catch {
    return 0;
  }
}

function compare(name, plan, conftest) {
  const file = join(temporary, `${name}.json`);
  const input = join(temporary, `${name}.input.json`);
  writeFileSync(file, JSON.stringify(plan));
  run(process.execPath, [...gateArguments(file), '--write-input', input]);
  const conftestArguments = ['test', input, '--policy', rules(), '--policy', wrapper(), '--data', tables()];
  if (name === 'platform' && conftest !== undefined) {
    const found = findingsOf(conftest, conftestArguments);
    if (found === 0) throw new Error('conftest finds nothing in the platform: it did not read the rules');
    say(`conftest finds ${found} things in the platform`);
  }
  const judges = {
    gate: () => run(process.execPath, gateArguments(file)),
    ...(conftest === undefined
      ? {}
      : {
          conftest: () => run(conftest, conftestArguments),
        }),
    ...(toolchain.checkov === undefined
      ? {}
      : {
          checkov: () =>
            run(toolchain.checkov, ['--file', file, '--framework', 'terraform_plan', '--compact', '--quiet']),
        }),
  };
  const found = Object.fromEntries(Object.keys(judges).map((judge) => [judge, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [judge, ask] of Object.entries(judges)) {
      if (found[judge].includes(undefined) || (judge === 'checkov' && round > 0 && countOf(plan) > 1000))
        continue;
      found[judge].push(ask());
    }
  }
  say(
    `\n${name}: ${countOf(plan)} resources, load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors`,
  );
  const middle = (measured, of) => median(measured.map((one) => one?.[of] ?? NaN));
  const ratio = (measured, of) => (middle(found.gate, of) / middle(measured, of)).toFixed(2);
  for (const [judge, measured] of Object.entries(found)) {
    if (measured.includes(undefined)) {
      say(`  ${judge.padEnd(9)} gave no answer within ${withinMinutes} minutes, or failed`);
      continue;
    }
    const memory = Math.max(...measured.map(({ mebibytes }) => mebibytes));
    const compared =
      judge === 'gate'
        ? ''
        : `  gate / ${judge} ${ratio(measured, 'milliseconds')}, of the processor ${ratio(measured, 'processor')}`;
    say(
      `  ${judge.padEnd(9)} ${String(middle(measured, 'milliseconds')).padStart(7)} ms, ${middle(measured, 'processor')} ms of the processor, ${memory} MiB${compared}`,
    );
  }
}

/** The exponent of the growth between two sizes: 1 is linear. */
function growth(name, make, sizes) {
  say(`\ngrowth, ${name}`);
  let before;
  for (const size of sizes) {
    const plan = make(size);
    const file = join(temporary, 'growth.json');
    writeFileSync(file, JSON.stringify(plan));
    const count = countOf(plan);
    const measured = run(process.execPath, gateArguments(file));
    if (measured === undefined) {
      say(`  ${count} resources: no verdict`);
      return;
    }
    const { milliseconds, processor, mebibytes } = measured;
    // other processes lengthen the time by the clock, and hardly that of the processor
    const exponent =
      before === undefined
        ? ''
        : `  exponent ${(Math.log(processor / before.processor) / Math.log(count / before.count)).toFixed(2)}`;
    say(
      `  ${count} resources: ${milliseconds} ms, ${processor} ms of the processor, ${mebibytes} MiB${exponent}`,
    );
    before = { processor, count };
  }
}

try {
  const given = process.argv[2];
  const synthesis = given ?? join(temporary, 'cdktf.out');
  if (given === undefined) {
    execFileSync(process.execPath, [launcher, 'synth', '--environment', 'dev', '--out', synthesis], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
  const conftest = buildConftest();
  say(`node ${process.version}, median of ${rounds} cold runs each; start-up of node alone:`);
  say(`  ${median([1, 2, 3].map(() => run(process.execPath, ['-e', '0']).milliseconds))} ms`);
  const perCopy = countOf(planOf(platformCopies(synthesis, 1)));
  const copiesFor = (count) => Math.max(1, Math.round(count / perCopy));
  const platformOf = (count) => planOf(platformCopies(synthesis, copiesFor(count)));
  const iamOf = (count) => planOf(iamResources(count));
  const parts = {
    platform: () => compare('platform', planOf(platformCopies(synthesis, 1)), conftest),
    'platform-10000': () => compare('platform-10000', platformOf(10_000), conftest),
    'iam-10000': () => compare('iam-10000', iamOf(10_000), conftest),
    growth: () => {
      growth('the platform', platformOf, sizes);
      growth('IAM', iamOf, sizes);
    },
  };
  const chosen = process.env.BENCH_PARTS?.split(',') ?? Object.keys(parts);
  for (const name of chosen) parts[name]();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
