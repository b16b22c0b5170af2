/**
 * Sets this checkout up: `node scripts/setup.mjs [--for start|test|pipeline]`. It runs before `npm start` and `npm test`
 * and before node_modules exists, so it uses Node alone. Exit code 0: all is there; 2: what is missing has been named.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endChildren } from './setup/process.mjs';
import { purposes, setUp } from './setup/set-up.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function purposeOf(args) {
  if (args.length === 0) return 'test';
  const [flag, value] = args[0].startsWith('--for=') ? ['--for', args[0].slice('--for='.length)] : args;
  const isKnown = flag === '--for' && Object.hasOwn(purposes, value ?? '');
  return isKnown ? value : undefined;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    endChildren(signal);
    console.error('set-up: interrupted; run it again to finish it');
    process.exit(130);
  });
}

const purpose = purposeOf(process.argv.slice(2));
if (purpose === undefined) {
  console.error(
    `set-up: --for takes ${Object.keys(purposes).join(', ')}; for example: node scripts/setup.mjs --for test`,
  );
  process.exitCode = 2;
} else {
  const problems = await setUp({ root, env: process.env, say: (line) => console.log(line) }, purpose);
  for (const problem of problems) console.error(`set-up: ${problem}`);
  if (problems.length > 0) process.exitCode = 2;
}
