/**
 * `npm run bench:gate [-- SYNTHESIS]`: times the gate on plans against conftest with the same rules on the policy input the
 * gate made of that plan, and against Checkov on the plan; whole processes, cold, in turns. Then how the time of the gate
 * grows with the plan.
 *
 * conftest is built from source into a temporary folder that is removed; where that cannot be done the comparison is left
 * out, and the output says so. The plans are made from a synthesis (`scripts/bench/plans.mjs`).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countOf, iamResources, planOf, platformCopies } from './bench/plans.mjs';

const conftestVersion = 'v0.66.0';
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const withinMinutes = 10;
const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const temporary = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
const toolchain = JSON.parse(readFileSync(join(repository, '.cache/toolchain.json'), 'utf8'));
const launcher = join(repository, 'scripts/launch.cjs');
const gateArguments = (plan) => [launcher, 'gate', plan, '--environment', 'dev', '--format', 'json'];

/** One process: milliseconds, the most memory it had in MiB, and whether it ended as a judge does. */
function run(command, args) {
  const memory = join(temporary, 'memory');
  const start = process.hrtime.bigint();
  const measured = existsSync('/usr/bin/time')
    ? ['/usr/bin/time', '-f', '%M', '-o', memory, command]
    : [command];
  const { status, error } = spawnSync(measured[0], [...measured.slice(1), ...args], {
    cwd: temporary,
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: withinMinutes * 60_000,
  });
  const milliseconds = Number((process.hrtime.bigint() - start) / 1_000_000n);
  const kibibytes = existsSync(memory) ? Number(readFileSync(memory, 'utf8').trim().split('\n').at(-1)) : NaN;
  if (error !== undefined || status === null || status > 1) return undefined;
  return { milliseconds, mebibytes: Math.round(kibibytes / 1024) };
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

function compare(name, plan, conftest) {
  const file = join(temporary, `${name}.json`);
  const input = join(temporary, `${name}.input.json`);
  writeFileSync(file, JSON.stringify(plan));
  run(process.execPath, [...gateArguments(file), '--write-input', input]);
  const policy = join(repository, 'policy');
  const judges = {
    gate: () => run(process.execPath, gateArguments(file)),
    ...(conftest === undefined
      ? {}
      : {
          conftest: () =>
            run(conftest, [
              'test',
              input,
              '--policy',
              policy,
              '--policy',
              wrapper(),
              '--data',
              join(policy, 'tables'),
            ]),
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
  const ours = median(found.gate.map((one) => one?.milliseconds ?? NaN));
  for (const [judge, measured] of Object.entries(found)) {
    if (measured.includes(undefined)) {
      say(`  ${judge.padEnd(9)} gave no answer within ${withinMinutes} minutes, or failed`);
      continue;
    }
    const time = median(measured.map(({ milliseconds }) => milliseconds));
    const memory = Math.max(...measured.map(({ mebibytes }) => mebibytes));
    const ratio = judge === 'gate' ? '' : `  gate / ${judge} ${(ours / time).toFixed(2)}`;
    say(`  ${judge.padEnd(9)} ${String(time).padStart(7)} ms  ${memory} MiB${ratio}`);
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
    const { milliseconds, mebibytes } = measured;
    const exponent =
      before === undefined
        ? ''
        : `  exponent ${(Math.log(milliseconds / before.milliseconds) / Math.log(count / before.count)).toFixed(2)}`;
    say(`  ${count} resources: ${milliseconds} ms  ${mebibytes} MiB${exponent}`);
    before = { milliseconds, count };
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
  compare('platform', planOf(platformCopies(synthesis, 1)), conftest);
  compare('platform-10000', platformOf(10_000), conftest);
  compare('iam-10000', planOf(iamResources(10_000)), conftest);
  const sizes = [1_000, 10_000, 30_000, 100_000];
  growth('the platform', platformOf, sizes);
  growth('IAM', (count) => planOf(iamResources(count)), sizes);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
