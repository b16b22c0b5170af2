import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesLeft, repository, tollgate } from '../support/command-line';
import { describeWithTools, toolchain } from '../support/requirements';

const fixtures = join(repository, 'test/fixtures');
const template = join(fixtures, 'evidence/first-plan/cdk.tf.json');

describeWithTools(['terraform', 'moto'], 'bad input gets one sentence and exit code 2', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-bad-input-'));
    const { code, stderr } = await tollgate([
      'synth',
      '--environment',
      'dev',
      '--out',
      join(folder, 'whole'),
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const output = (change: (directory: string) => void): string => {
    const directory = mkdtempSync(join(folder, 'cdktf-out-'));
    cpSync(join(folder, 'whole'), directory, { recursive: true });
    change(directory);
    return directory;
  };
  const expectSentence = async (args: readonly string[], sentence: RegExp): Promise<void> => {
    const { code, stdout, stderr } = await tollgate(args);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toMatch(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  };

  it.each([
    ['not JSON', 'plan: create', /is not JSON/],
    ['truncated JSON', '{"format_version": "1.2", "resource_chan', /is cut off/],
    [
      'a plan of an unknown format',
      '{"format_version": "9.0", "resource_changes": []}',
      /format version "9\.0"/,
    ],
    ['JSON nested too deep', `{"resource": ${'['.repeat(300)}${']'.repeat(300)}}`, /nested|deep/],
    ['JSON of another kind', '{"hello": "world"}', /cannot be judged/],
  ])('%s', (name, content, sentence) =>
    expectSentence(['gate', file(`${name.replaceAll(' ', '-')}.json`, content)], sentence),
  );

  it('a file over 384 MiB, which is not even opened', () => {
    const large = file('large.json', '{');
    truncateSync(large, 384 * 1024 * 1024 + 1);
    return expectSentence(['gate', large], /384 MiB/);
  });

  it.each([
    ['terraform that is missing', null, /terraform was not found by the set-up; run npm run setup/],
    ['terraform that cannot be started', '/nowhere/terraform', /cannot be started from \/nowhere\/terraform/],
    [
      'terraform of another version',
      `#!/bin/sh\necho '{"terraform_version": "1.10.0"}'\n`,
      /is terraform 1\.10\.0, and this repository is planned with 1\.11\.4/,
    ],
  ])('%s', async (_, given, sentence) => {
    const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
    for (const part of ['policy', 'stacks']) symlinkSync(join(repository, part), join(elsewhere, part));
    mkdirSync(join(elsewhere, '.cache'));
    const script = join(elsewhere, 'terraform');
    if (given?.startsWith('#!') === true) writeFileSync(script, given, { mode: 0o755 });
    const terraform = given?.startsWith('#!') === true ? script : given;
    writeFileSync(join(elsewhere, '.cache/toolchain.json'), JSON.stringify({ ...toolchain(), terraform }));

    const { code, stdout, stderr } = await tollgate(['plan', '--config', join(folder, 'whole')], {
      repository: elsewhere,
      temporary: folder,
    });

    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toMatch(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(processesLeft(folder)).toEqual([]);
  });

  it('a file that is not there', () =>
    expectSentence(['gate', join(folder, 'nowhere.json')], /nowhere\.json/));

  it('a file that terraform would load and the manifest does not name', () =>
    expectSentence(
      [
        'gate',
        output((directory) => {
          writeFileSync(join(directory, 'stacks/data/evil.tf'), '');
        }),
      ],
      /evil\.tf/,
    ));

  it('a symlink out of the folder', () =>
    expectSentence(
      [
        'gate',
        output((directory) => {
          rmSync(join(directory, 'stacks/data/cdk.tf.json'));
          symlinkSync(
            join(folder, 'whole/stacks/data/cdk.tf.json'),
            join(directory, 'stacks/data/cdk.tf.json'),
          );
        }),
      ],
      /link/,
    ));

  it.each([
    ['an unknown verb', ['teleport'], /unknown command 'teleport'.*npm run tollgate -- --help/],
    ['no verb', [], /no verb was given/],
    ['an unknown option', ['gate', '--shout', '.'], /unknown option '--shout'.*npm run gate -- --help/],
    ['an unknown environment', ['synth', '--environment', 'mars'], /mars.*dev.*prod/],
    ['an unknown environment of the gate', ['gate', template, '--environment', 'mars'], /mars.*dev.*prod/],
    ['a suffix that breaks the pattern', ['gate', template, '--suffix', 'a-b'], /"a-b" cannot be used/],
    ['an unknown stage', ['gate', '.', '--stage', 'hope'], /hope.*synth, plan, state/],
    ['a date that is none', ['gate', '.', '--now', 'today'], /"today" cannot be used/],
  ])('%s', (_, args, sentence) => expectSentence(args, sentence));

  it('two resources that would collapse into one logical id', async () => {
    const out = join(folder, 'collapsed');
    await expectSentence(
      ['synth', '--environment', 'dev', '--app', join(fixtures, 'colliding-ids/main.ts'), '--out', out],
      /Session\.Limit and data\/SessionLimit would both be written as/,
    );
    expect(readdirSync(folder)).not.toContain('collapsed');
  });

  it('a rule that does not exist', () =>
    expectSentence(
      ['gate', join(folder, 'whole'), '--rules', 'iam/none'],
      /iam\/none.*iam\/wildcard-action/,
    ));

  it('a full disk, and what was there before stays', async () => {
    await expectSentence(
      ['gate', join(folder, 'whole'), '--out', '/dev/full'],
      /the disk is full .* free some space/,
    );
  });

  it('a port that is taken, and nothing is left running', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    try {
      const { port } = server.address() as AddressInfo;
      const { code, stdout, stderr } = await tollgate(
        ['start', '--port', String(port), '--out', join(folder, 'out')],
        {
          temporary: folder,
        },
      );

      expect(code).toBe(2);
      expect(stdout).toMatch(
        /^preview: the stacks network, data, and what they depend on, of stacks\/main\.ts/,
      );
      expect(stderr).toMatch(new RegExp(`error: [^\\n]*${port}[^\\n]*\\n$`));
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(processesLeft(folder)).toEqual([]);
    } finally {
      server.close();
    }
  }, 60_000);

  it('a stale policy build', async () => {
    const policy = join(folder, 'policy');
    cpSync(join(repository, 'policy'), policy, { recursive: true });
    writeFileSync(join(policy, 'iam/wildcard-action.rego'), 'package rules.iam["wildcard-action"]\n');

    await expectSentence(
      ['gate', join(folder, 'whole'), '--policy', policy],
      /wildcard-action\.rego.*policy:build/,
    );
  });

  it('shows the stack trace to whoever asks', async () => {
    const { code, stderr } = await tollgate(['gate', join(folder, 'nowhere.json'), '--verbose']);

    expect(code).toBe(2);
    expect(stderr).toMatch(/\n\s+at /);
  });

  it('an error of the app leaves the synthesized output of before as it was', async () => {
    const out = join(folder, 'kept');
    mkdirSync(out);
    cpSync(join(folder, 'whole'), out, { recursive: true });
    const app = file('broken.ts', 'throw new Error("the app is broken");\n');

    const { code } = await tollgate(['synth', '--environment', 'dev', '--app', app, '--out', out]);

    expect(code).toBe(2);
    expect(readdirSync(out).sort()).toEqual(readdirSync(join(folder, 'whole')).sort());
    expect(readdirSync(folder).filter((name) => name.startsWith('kept'))).toEqual(['kept']);
  });

  it('a disk that is full where the result is written to', async () => {
    const terraform = file('empty.tf.json', '{"resource": {}}');
    const full = openSync('/dev/full', 'w');
    try {
      const child = spawn(process.execPath, [join(repository, 'scripts/launch.cjs'), 'gate', terraform], {
        stdio: ['ignore', full, 'pipe'],
      });
      let said = '';
      child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
      const [code] = (await once(child, 'close')) as [number];
      expect({ code, said }).toEqual({
        code: 2,
        said: 'error: the disk is full (ENOSPC: no space left on device, write); free some space and run it again\n',
      });
    } finally {
      closeSync(full);
    }
  });

  it('a reader that goes away early is none: the verdict stands', async () => {
    const terraform = file('careless.tf.json', '{"resource": {"aws_s3_bucket": {"b": {"bucket": "logs"}}}}');
    const child = spawn(
      process.execPath,
      [join(repository, 'scripts/launch.cjs'), 'gate', terraform, '--suffix', 'dev'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    child.stdout.destroy();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, said }).toEqual({ code: 1, said: '' });
  });
});
