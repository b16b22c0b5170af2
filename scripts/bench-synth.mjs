/**
 * `npm run bench:synth`: times `cdktf synth` of cdktf-cli against `npm run synth` on this repository, alternating, and
 * fails where ours takes more than 0.35 of its time. Both must write the same bytes.
 *
 * cdktf-cli comes from npm into a temporary folder that is removed: 480 packages nothing else here needs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = 'cdktf-cli@0.21.0';
const rounds = 7;
const largestRatio = 0.35;
const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const temporary = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));

function run(command, args, cwd = repository) {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, CI: '1' } });
}

function millisecondsOf(action) {
  const start = process.hrtime.bigint();
  action();
  return Number((process.hrtime.bigint() - start) / 1_000_000n);
}

function median(numbers) {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)];
}

/** Every file below a folder with its content; `sources.json` is ours alone. */
function contentOf(directory) {
  const files = readdirSync(directory, { recursive: true }).filter(
    (path) => path !== 'sources.json' && statSync(join(directory, path)).isFile(),
  );
  return files.sort().map((path) => [path, readFileSync(join(directory, path), 'base64')]);
}

try {
  process.stdout.write(`fetching ${cli} into a temporary folder\n`);
  writeFileSync(join(temporary, 'package.json'), '{"private":true}');
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', cli], temporary);

  const theirsOut = join(temporary, 'theirs');
  const oursOut = join(temporary, 'ours');
  const theirs = () => run(join(temporary, 'node_modules/.bin/cdktf'), ['synth', '--output', theirsOut]);
  const ours = () =>
    run(process.execPath, ['scripts/launch.cjs', 'synth', '--environment', 'dev', '--out', oursOut]);

  const cold = millisecondsOf(() => {
    rmSync(join(repository, '.cache/functions'), { recursive: true, force: true });
    ours();
  });
  theirs();
  if (JSON.stringify(contentOf(theirsOut)) !== JSON.stringify(contentOf(oursOut))) {
    throw new Error('the two wrote different bytes: the comparison would mean nothing');
  }

  const times = { theirs: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.theirs.push(millisecondsOf(theirs));
    times.ours.push(millisecondsOf(ours));
  }
  const ratio = median(times.ours) / median(times.theirs);
  process.stdout.write(
    [
      `cdktf synth:   median ${median(times.theirs)} ms of ${times.theirs.join(', ')}`,
      `npm run synth: median ${median(times.ours)} ms of ${times.ours.join(', ')} (${cold} ms where the functions are bundled anew)`,
      `ratio ${ratio.toFixed(2)}, at most ${largestRatio} is allowed`,
      '',
    ].join('\n'),
  );
  process.exitCode = ratio <= largestRatio ? 0 : 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
