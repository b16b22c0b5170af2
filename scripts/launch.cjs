/**
 * Starts `scripts/cli.ts`: bundles it to `.cache/build/cli.js` when a source is newer than the bundle, then runs it in
 * this process. A bundle starts in a fifth of the time a TypeScript loader takes, and a stale one is never run.
 */
'use strict';

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const repository = path.dirname(__dirname);
const folder = path.join(repository, '.cache', 'build');
const bundle = path.join(folder, 'cli.js');
const inputsFile = `${bundle}.inputs.json`;

/** What nearly every verb loads, in the bundle without what is not used of it; zod alone took as long to load as Node. */
const bundled = new Set([
  '@open-policy-agent/opa-wasm',
  'commander',
  'lossless-json',
  'picocolors',
  'picomatch',
  'zod',
]);

/** The exit code of what was not understood, a verb among it. */
const refused = 2;

const stampOf = ({ mtimeMs, size }) => `${mtimeMs} ${size}`;

/** `{ path: "mtime size" }` of everything the bundle was made from, so that no clock decides. */
function fingerprint(files) {
  return Object.fromEntries(files.map((file) => [file, stampOf(fs.statSync(`${repository}/${file}`))]));
}

function isFresh() {
  try {
    const recorded = JSON.parse(fs.readFileSync(inputsFile, 'utf8'));
    const now = fingerprint(Object.keys(recorded));
    return fs.existsSync(bundle) && Object.keys(recorded).every((file) => recorded[file] === now[file]);
  } catch {
    return false;
  }
}

function build() {
  const { buildSync } = require('esbuild');
  const { dependencies, devDependencies } = require('../package.json');
  const temporary = `${bundle}.${process.pid}`;
  const { metafile } = buildSync({
    absWorkingDir: repository,
    entryPoints: ['scripts/cli.ts'],
    outfile: temporary,
    bundle: true,
    external: Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !bundled.has(name)),
    mainFields: ['module', 'main'],
    alias: {
      // its other module has fewer functions
      '@open-policy-agent/opa-wasm': require.resolve('@open-policy-agent/opa-wasm'),
      // commander asks for it whether or not it starts a process, and Node then loads all of its network
      'node:child_process': path.join(__dirname, 'ports', 'child-process.cjs'),
    },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // a script with a code cache has no loader of its own
    supported: { 'dynamic-import': false },
    // a third less to read and to check at every start; names stay, for stack traces
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    logLevel: 'error',
  });
  const sources = Object.keys(metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
  fs.renameSync(temporary, bundle);
  fs.writeFileSync(
    inputsFile,
    JSON.stringify(fingerprint([...sources, 'package-lock.json', 'scripts/launch.cjs'])),
  );
}

/**
 * Runs the bundle with the code V8 made of it before, which it would else make anew at every start. V8 checks the length
 * of the source and not its text, so the cache carries the stamp of the one file it was made from. Each verb has its own,
 * with the functions it needs.
 */
function load() {
  const descriptor = fs.openSync(bundle);
  const stamp = stampOf(fs.fstatSync(descriptor)).replace(' ', '-');
  const source = fs.readFileSync(descriptor, 'utf8');
  fs.closeSync(descriptor);
  const ofBundle = `cli-${stamp}-${process.version}-${process.arch}`;
  const [verb] = /^[a-z:-]+$/.exec(process.argv[2] ?? '') ?? ['none'];
  const cacheFile = path.join(folder, `${ofBundle}-${verb.replace(':', '.')}.code`);
  const cachedData = readIfThere(cacheFile);
  const script = new vm.Script(`(function (exports, require, module) {${source}\n})`, {
    filename: bundle,
    cachedData,
  });
  if (cachedData === undefined || script.cachedDataRejected) {
    // at the end, so that it holds what was compiled on the way
    process.on('exit', (code) => code !== refused && keep(cacheFile, ofBundle, script.createCachedData()));
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module);
  return module.exports;
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Keeps the code of this bundle and of no other. That it cannot be kept costs time at the next start, and nothing else. */
function keep(cacheFile, ofBundle, code) {
  try {
    for (const name of fs.readdirSync(folder)) {
      if (name.endsWith('.code') && !name.startsWith(ofBundle))
        fs.rmSync(path.join(folder, name), { force: true });
    }
    fs.writeFileSync(`${cacheFile}.${process.pid}`, code);
    fs.renameSync(`${cacheFile}.${process.pid}`, cacheFile);
  } catch {
    // a full disk, or a folder nobody may write to
  }
}

try {
  if (!isFresh()) build();
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') throw error;
  process.stderr.write('tollgate is not set up: its packages are missing; run npm run setup\n');
  process.exit(2);
}
load()
  .main({ repository })
  .then(() => {
    // all is said and done, but for what could not be written; to finish collecting garbage takes a twentieth of a short run
    setImmediate(() => {
      if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
    });
  });
