/**
 * A test runner for Stryker that loads the tests of a room once and runs them for one mutant after the other, as Stryker's
 * own runner for mocha does. What a mutant leaves behind must not decide about the next one: where one is noticed, the test
 * has to pass again without it, and where none is, the tests are loaded anew and asked once more.
 */
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { transformSync } from '@swc/core';
import { Harness } from './harness.mjs';

const require = createRequire(import.meta.url);

/** What the instrumented code reads and writes. */
const context = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

class LoadedOnceTestRunner {
  static inject = tokens(commonTokens.options);
  #options;
  #harness;

  constructor(options) {
    this.#options = options;
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    compileTypeScript();
    this.#load();
  }

  async dryRun() {
    const tests = await this.#harness.run(undefined, (id) => (context.currentTestId = id));
    return { status: 'complete', tests: tests.map(asResult), mutantCoverage: context.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const ids = testFilter && new Set(testFilter);
    const mutate = async () => {
      Object.assign(context, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
      const tests = await this.#harness.run(ids, () => undefined);
      const { hitCount } = context;
      Object.assign(context, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
      return { tests, timeout: determineHitLimitReached(hitCount, hitLimit) };
    };
    const first = await mutate();
    const killer = first.tests.find(({ failure }) => failure !== undefined);
    if (killer !== undefined || first.timeout !== undefined) {
      const again = await this.#harness.run(killer ? new Set([killer.id]) : ids, () => undefined);
      if (again.every(({ failure }) => failure === undefined)) return verdict(first);
    }
    this.#load();
    const second = await mutate();
    if (killer !== undefined || first.timeout !== undefined) this.#load();
    return verdict(second);
  }

  async dispose() {}

  /** Evaluates the test files, and all they need of the sandbox, anew. */
  #load() {
    for (const file of Object.keys(require.cache))
      if (!file.includes('/node_modules/')) delete require.cache[file];
    this.#harness = new Harness();
    for (const name of this.#options.testFiles) {
      const file = resolve(name);
      this.#harness.declare(name, () => require(file));
    }
  }
}

function verdict({ tests, timeout }) {
  return toMutantRunResult(timeout ?? { status: 'complete', tests: tests.map(asResult) });
}

function asResult({ failure, ...test }) {
  const status = failure === undefined ? 0 : 1;
  return { ...test, status, ...(failure === undefined ? {} : { failureMessage: failure }) };
}

/** Lets `require` read TypeScript; each file is compiled once, however often it is loaded. */
function compileTypeScript() {
  const compiled = new Map();
  Module._extensions['.ts'] = (module, file) => {
    let code = compiled.get(file);
    if (code === undefined) {
      code = transformSync(readFileSync(file, 'utf8'), {
        filename: file,
        configFile: false,
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      }).code;
      compiled.set(file, code);
    }
    module._compile(code, file);
  };
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'loaded-once', LoadedOnceTestRunner),
];
