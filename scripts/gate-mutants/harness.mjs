/**
 * As much of jest's globals as the unit tests of the gate use, for tests that are loaded once and run many times. jest
 * loads every module anew for every run, which takes a hundred times as long as the tests of one mutant.
 */
import { expect } from 'expect';

/** Collects what test files declare, and runs it. */
export class Harness {
  #root = suiteBelow(null, '');
  #current = this.#root;

  /** Takes in a test file, which `load` evaluates. */
  declare(file, load) {
    this.#within(file, () => {
      Object.assign(globalThis, this.#globals(file));
      load();
    });
  }

  /**
   * Runs the tests with the given ids, or all, up to the first that fails.
   *
   * @param around called with the id before and without one after each test
   * @returns {Promise<{ id: string, name: string, fileName: string, timeSpentMs: number, failure?: string }[]>}
   */
  async run(ids, around) {
    const results = [];
    const isChosen = ids === undefined ? () => true : (test) => ids.has(test.id);
    await runSuite(this.#root, isChosen, around, results, ids !== undefined);
    return results;
  }

  #within(name, declare) {
    const outer = this.#current;
    this.#current = suiteBelow(outer, name);
    outer.children.push(this.#current);
    declare();
    this.#current = outer;
  }

  #globals(file) {
    const describe = (name, declare) => this.#within(name, declare);
    const it = (name, body) => {
      const suite = this.#current;
      const count = suite.tests.filter((test) => test.name === name).length;
      const id = `${suite.path} > ${name}${count === 0 ? '' : ` [${count}]`}`;
      suite.tests.push({ id, name, body, fileName: file });
    };
    const hook = (kind) => (body) => this.#current[kind].push(body);
    describe.each = each(describe);
    it.each = each(it);
    const hooks = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'].map((kind) => [kind, hook(kind)]);
    return { describe, it, test: it, expect, ...Object.fromEntries(hooks) };
  }
}

function suiteBelow(parent, name) {
  const path = parent === null || parent.path === '' ? name : `${parent.path} > ${name}`;
  return {
    parent,
    path,
    children: [],
    tests: [],
    beforeAll: [],
    beforeEach: [],
    afterEach: [],
    afterAll: [],
  };
}

function each(declare) {
  return (rows) => (name, body) => {
    for (const row of rows) declare(name, () => (Array.isArray(row) ? body(...row) : body(row)));
  };
}

async function runSuite(suite, isChosen, around, results, isBailing) {
  if (!hasChosen(suite, isChosen)) return;
  const isOver = () => isBailing && results.some(({ failure }) => failure !== undefined);
  try {
    for (const hook of suite.beforeAll) await hook();
    for (const test of suite.tests.filter(isChosen)) {
      if (isOver()) return;
      results.push(await runTest(suite, test, around));
    }
    for (const child of suite.children) {
      if (isOver()) return;
      await runSuite(child, isChosen, around, results, isBailing);
    }
  } catch (error) {
    const [test] = chosenOf(suite, isChosen);
    results.push({ ...told(test), timeSpentMs: 0, failure: textOf(error) });
  } finally {
    for (const hook of suite.afterAll) await hook();
  }
}

async function runTest(suite, test, around) {
  const start = performance.now();
  let failure;
  around(test.id);
  try {
    for (const hook of inherited(suite, 'beforeEach')) await hook();
    await test.body();
  } catch (error) {
    failure = textOf(error);
  } finally {
    for (const hook of inherited(suite, 'afterEach').reverse()) await hook();
    around(undefined);
  }
  return {
    ...told(test),
    timeSpentMs: performance.now() - start,
    ...(failure === undefined ? {} : { failure }),
  };
}

function told({ id, name, fileName }) {
  return { id, name, fileName };
}

function inherited(suite, kind) {
  return suite === null ? [] : [...inherited(suite.parent, kind), ...suite[kind]];
}

function chosenOf(suite, isChosen) {
  return [...suite.tests.filter(isChosen), ...suite.children.flatMap((child) => chosenOf(child, isChosen))];
}

function hasChosen(suite, isChosen) {
  return suite.tests.some(isChosen) || suite.children.some((child) => hasChosen(child, isChosen));
}

function textOf(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
