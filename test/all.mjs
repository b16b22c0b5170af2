/**
 * `npm test`: every check and every test of this repository, closing with one line, `N passed, N failed, N skipped`.
 *
 * `npm test -- --only unit` (again for more) runs a part. Exit code 0: nothing failed; 1: something did; 2: it could not
 * begin; 130: interrupted. With `CI=true` a step whose tool is missing fails instead of being skipped.
 */
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endChildren, runChild } from './runner/child.mjs';
import {
  add,
  countCheck,
  countJest,
  countOpa,
  failedOpaTests,
  nothing,
  skippedJestGroups,
} from './runner/count.mjs';
import { stepsOf } from './runner/steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isContinuousIntegration = process.env.CI === 'true';

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The names after each `--only`, or null for all; throws where one is unknown. */
function chosen(args, names) {
  if (args.length === 0) return null;
  const wanted = args.flatMap((arg) => (arg === '--only' ? [] : arg.replace(/^--only=/, '').split(',')));
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0 || wanted.length === 0 || !args[0].startsWith('--only')) {
    throw new Error(`npm test takes --only and one of ${names.join(', ')}, and was given ${args.join(' ')}`);
  }
  return wanted;
}

async function runStep(step) {
  if (step.tool !== undefined && !step.command) {
    const reason = `${step.tool} is missing; run node scripts/setup.mjs --for test`;
    console.log(isContinuousIntegration ? `failed: ${reason}` : `skipped: ${reason}`);
    return { ...nothing, [isContinuousIntegration ? 'failed' : 'skipped']: 1 };
  }
  if (step.counts === 'jest') rmSync(step.report, { force: true }); // a report of an earlier run must not be counted
  const options = { cwd: root, env: process.env, capture: step.counts === 'opa' };
  const { exitCode, stdout } = await runChild(step.command, step.args, options);
  if (step.counts === 'check') return countCheck(exitCode);
  if (step.counts === 'jest') {
    const report = readText(step.report);
    for (const group of skippedJestGroups(report)) console.log(`skipped: ${group}`);
    return countJest(exitCode, report);
  }
  for (const line of failedOpaTests(stdout)) console.log(`FAIL ${line}`);
  return countOpa(exitCode, stdout);
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (isInterrupted) return;
    isInterrupted = true;
    void endChildren().then(() => process.exit(130));
  });
}

async function main() {
  const steps = stepsOf(root, JSON.parse(readText(join(root, '.cache', 'toolchain.json')) || '{}'));
  const only = chosen(
    process.argv.slice(2),
    steps.map(({ name }) => name),
  );
  const began = performance.now();
  let total = nothing;
  const failing = [];
  for (const step of steps.filter(({ name }) => only === null || only.includes(name))) {
    console.log(`\n== ${step.name}`);
    const start = performance.now();
    const counted = await runStep(step);
    if (isInterrupted) return;
    if (counted.failed > 0) failing.push(step.name);
    total = add(total, counted);
    console.log(`-- ${step.name}: ${summary(counted)} (${seconds(start)})`);
  }
  console.log(`\nran for ${seconds(began)}${failing.length > 0 ? `; failing: ${failing.join(', ')}` : ''}`);
  console.log(summary(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
