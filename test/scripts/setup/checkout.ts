import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../../..');

export const terraformVersion = '9.9.9';

/** The versions a test checkout pins: nothing in it exists anywhere. */
export const testVersions = {
  terraform: { version: terraformVersion, sha256: {} as Record<string, string> },
  provider: { source: 'registry.terraform.io/hashicorp/none', version: '1.2.3' },
  go: {
    opa: { module: 'example.test/opa', version: '1.2.3' },
    actionlint: { module: 'example.test/cmd/actionlint', version: '4.5.6' },
  },
  mariadb: { oldest: '10.6', debianPackage: 'mariadb-server-core', folders: [] },
  python: {
    oldest: '3.11',
    newest: '3.13',
    environments: {
      moto: {
        root: 'moto[server]==7.0.0',
        program: 'moto_server',
        packages: { 'moto==7.0.0': ['ab'.repeat(32)] },
      },
      checkov: {
        root: 'checkov==8.0.0',
        program: 'checkov',
        packages: { 'checkov==8.0.0': ['cd'.repeat(32)] },
      },
    },
  },
};

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary checkout that holds the set-up alone, with a PATH of stand-ins that write down each call. */
export class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), 'tollgate-setup-'));
  readonly stubs = join(this.root, 'path');
  private readonly log = join(this.root, 'calls.log');

  constructor(versions: unknown = testVersions) {
    mkdirSync(this.stubs);
    cpSync(join(repository, 'scripts/setup'), join(this.root, 'scripts/setup'), { recursive: true });
    cpSync(join(repository, 'scripts/setup.mjs'), join(this.root, 'scripts/setup.mjs'));
    this.write('scripts/setup/versions.json', JSON.stringify(versions));
    this.write('.terraform-version', `${terraformVersion}\n`);
    this.write('package.json', JSON.stringify({ name: 'checkout', engines: { node: '>=20.9' } }));
    this.lock({ 'node_modules/left': { version: '1.0.0', integrity: 'sha512-left' } });
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.root, path, '..'), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Writes package-lock.json. */
  lock(packages: Record<string, unknown>): void {
    this.write('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages } }));
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  has(...parts: string[]): boolean {
    return existsSync(this.path(...parts));
  }

  read(...parts: string[]): string {
    return readFileSync(this.path(...parts), 'utf8');
  }

  json(...parts: string[]): unknown {
    return JSON.parse(this.read(...parts));
  }

  /** Puts a program on the checkout's PATH; `body` is JavaScript with `args`, `fs` and `root` at hand. */
  stub(name: string, body: string): void {
    const head = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const root = ${JSON.stringify(this.root)};
fs.appendFileSync(${JSON.stringify(this.log)}, [${JSON.stringify(name)}, ...args].join(' ') + '\\n');
`;
    writeFileSync(join(this.stubs, name), head + body, { mode: 0o755 });
  }

  /** Stand-ins for all the set-up calls, each of which succeeds. */
  stubAll(): void {
    this.stub('npm', npmStub);
    this.stub('go', goStub);
    this.stub('python3', pythonStub);
    this.stub('mariadbd', mariadbStub);
    this.stub('terraform', `console.log(JSON.stringify({ terraform_version: '${terraformVersion}' }));`);
  }

  /** What was called since the last time, one line a call. */
  calls(): string[] {
    const lines = existsSync(this.log) ? readFileSync(this.log, 'utf8').trim().split('\n') : [];
    rmSync(this.log, { force: true });
    return lines;
  }

  /** Of those, the ones that make something: without the questions for a version. */
  work(): string[] {
    const made = this.calls().filter((line) => /^(npm|go|python3? -m)/.test(line));
    return made.map((line) => line.replaceAll(this.root, ''));
  }

  setUp(
    args: readonly string[] = [],
    env: Record<string, string> = {},
    node: readonly string[] = [],
  ): Promise<Outcome> {
    return runNode([...node, join(this.root, 'scripts/setup.mjs'), ...args], {
      PATH: this.stubs,
      HOME: join(this.root, 'home'),
      ...env,
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Calls an exported function of a set-up module in a process of its own and returns what it returned. */
export async function call(module: string, name: string, ...args: unknown[]): Promise<unknown> {
  const file = join(repository, module);
  const code = `const m = await import(${JSON.stringify(file)});
process.stdout.write(JSON.stringify((await m[${JSON.stringify(name)}](...${JSON.stringify(args)})) ?? null));`;
  const { code: exitCode, stdout, stderr } = await runNode(['--input-type=module', '-e', code], {});
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

function runNode(args: readonly string[], env: Record<string, string>): Promise<Outcome> {
  return new Promise((resolveOutcome, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolveOutcome({ code, stdout, stderr });
    });
  });
}

const npmStub = `
const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
fs.rmSync('node_modules', { recursive: true, force: true });
for (const path of Object.keys(packages)) if (path) fs.mkdirSync(path, { recursive: true });
fs.mkdirSync('node_modules', { recursive: true });
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;

const goStub = `
const [, name, version] = /^(.*)@v(.*)$/.exec(args[1]);
const file = process.env.GOBIN + '/' + name.split('/').pop();
fs.writeFileSync(file, '#!/bin/sh\\necho Version: ' + version + '\\n', { mode: 0o755 });
`;

const pythonStub = `
if (args[0] === '-c') {
  console.log('3.12');
  console.log(process.argv[1]);
} else if (args[1] === 'venv') {
  fs.mkdirSync(args[2] + '/bin', { recursive: true });
  fs.copyFileSync(process.argv[1], args[2] + '/bin/python');
} else {
  const folder = process.argv[1].replace(/python$/, '');
  const name = args.at(-1).includes('moto.txt') ? 'moto_server' : 'checkov';
  fs.writeFileSync(folder + name, '#!/bin/sh\\n', { mode: 0o755 });
}
`;

export const mariadbStub = "console.log('mariadbd  Ver 10.11.19-MariaDB for Linux');";
