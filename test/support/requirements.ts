import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const corpusFolder = resolve(root, '../shared/corpus');
const isContinuousIntegration = process.env['CI'] === 'true';

/** What `scripts/setup.mjs` found or installed: absolute paths, null where it could not be had. */
export interface Toolchain {
  readonly terraform: string | null;
  readonly opa: string | null;
  readonly actionlint: string | null;
  /** The program `moto_server`. */
  readonly moto: string | null;
  readonly checkov: string | null;
  /** The SQL server `mariadbd`. */
  readonly mariadb: string | null;
  readonly python: string | null;
  /** The file for `TF_CLI_CONFIG_FILE`. */
  readonly terraformCliConfig: string | null;
  readonly versions: Readonly<Record<string, string>>;
}

export type Tool = 'terraform' | 'opa' | 'actionlint' | 'moto' | 'checkov' | 'mariadb' | 'python';

/** The tools of this checkout; an error that names the command where it has never been set up. */
export function toolchain(): Toolchain {
  const file = resolve(root, '.cache/toolchain.json');
  if (!existsSync(file)) {
    throw new Error('this checkout is not set up: run node scripts/setup.mjs --for test');
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Toolchain;
}

/** The absolute path of a tool; for hooks and tests below `describeWithTools`, which has made sure of it. */
export function toolPath(tool: Tool): string {
  const path = toolchain()[tool];
  if (path === null) throw new Error(needs([tool]));
  return path;
}

/**
 * A `describe` whose tests start these tools. Without them its tests are skipped and say why; with `CI=true` one test
 * fails instead. `body` also runs where they are missing, to count its tests: reach for a tool in hooks and tests only.
 */
export function describeWithTools(tools: readonly Tool[], name: string, body: () => void): void {
  const missing = tools.filter((tool) => !isThere(tool));
  if (missing.length === 0) {
    describe(name, body);
  } else if (isContinuousIntegration) {
    describe(name, () => {
      it(`has ${missing.join(' and ')}`, () => {
        throw new Error(needs(missing));
      });
    });
  } else {
    describe['skip'](`${name} (skipped: ${needs(missing)})`, body);
  }
}

/** A `describe` over the folder of real plans beside this checkout; one skipped test where it is not there. */
export function describeWithCorpus(name: string, body: (corpus: string) => void): void {
  if (existsSync(corpusFolder)) {
    describe(name, () => {
      body(corpusFolder);
    });
  } else {
    describe['skip'](
      `${name} (skipped: the corpus of plans is not beside this checkout, in ../shared/corpus)`,
      () => {
        it('reads the corpus', () => undefined);
      },
    );
  }
}

function isThere(tool: Tool): boolean {
  try {
    const path = toolchain()[tool];
    return path !== null && existsSync(path);
  } catch {
    return false;
  }
}

function needs(tools: readonly Tool[]): string {
  return `needs ${tools.join(' and ')}; run node scripts/setup.mjs --for test`;
}
