import {
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { compareSyntheses } from '../../../scripts/synth/compare';
import { SynthError } from '../../../scripts/synth/error';
import { readSynthesis } from '../../../scripts/synth/read-synthesis';
import { writeFileIn, writeSynthesis, type StackFixture } from './written-synthesis';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function written(stacks: Readonly<Record<string, StackFixture>>): string {
  const folder = realpathSync(writeSynthesis(stacks));
  folders.push(folder);
  return folder;
}

/** The one sentence a folder is refused with. */
function refusal(folder: string): string {
  try {
    readSynthesis(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(SynthError);
    const { message } = error as SynthError;
    expect(message).not.toContain('\n');
    return message.replaceAll(folder, '<out>');
  }
  throw new Error('the folder was accepted');
}

const bucket = { resource: { aws_s3_bucket: { logs: { bucket: 'payments-logs-dev' } } } };
const backend = (key: string) => ({ backend: { s3: { bucket: 'state', key } } });

describe('a whole synthesis', () => {
  test('of plain cdktf is read without environment and sources', () => {
    const folder = written({ logs: { terraform: bucket } });

    const synthesis = readSynthesis(folder);

    expect(synthesis).toMatchObject({ directory: folder, environment: null });
    expect(synthesis.stacks).toMatchObject([
      {
        id: 'logs',
        constructPath: 'logs',
        dependencies: [],
        directory: join(folder, 'stacks/logs'),
        terraform: bucket,
        stateKey: null,
        upstreamOutputs: [],
        sources: {},
      },
    ]);
  });

  test('is in dependency order, whatever the order of the manifest', () => {
    const folder = written({
      alarms: { dependencies: ['data', 'network'] },
      data: { dependencies: ['network'] },
      network: {},
    });

    expect(readSynthesis(folder).stacks.map((stack) => stack.id)).toEqual(['network', 'data', 'alarms']);
  });

  test('tells the state key of an S3 backend, written alone or in a list', () => {
    const folder = written({
      a: { terraform: { terraform: backend('dev/a.tfstate') } },
      b: { terraform: { terraform: [{ backend: [{ s3: [{ key: 'dev/b.tfstate' }] }] }] } },
      c: { terraform: { terraform: { backend: { local: { path: 'c.tfstate' } } } } },
    });

    expect(readSynthesis(folder).stacks.map((stack) => stack.stateKey)).toEqual([
      'dev/a.tfstate',
      'dev/b.tfstate',
      null,
    ]);
  });

  test('tells every output a stack reads, however the reference is written', () => {
    const state = 'data.terraform_remote_state.cross-stack-reference-input-network.outputs';
    const folder = written({
      network: { terraform: { terraform: backend('dev/network.tfstate'), output: { all: {}, one: {} } } },
      data: {
        dependencies: ['network'],
        terraform: {
          data: { terraform_remote_state: { byKey: { config: { key: 'dev/network.tfstate' } } } },
          resource: {
            a: { x: { vpc: `\${${state}.vpc-id}`, list: [`\${element(${state}.subnets, 0)}`] } },
            b: { x: { dotted: `\${${state}["with.dot"]}` } },
            c: { x: { policy: JSON.stringify({ Resource: `\${${state}["in-json"]}` }) } },
            d: { x: { hand: '${data.terraform_remote_state.byKey.outputs.by-hand}' } },
            e: { x: { other: '${data.terraform_remote_state.elsewhere.outputs.unknown}' } },
          },
        },
      },
      alarms: {
        dependencies: ['network'],
        terraform: { locals: { everything: `\${${state}}` } },
      },
    });

    const [, data, alarms] = readSynthesis(folder).stacks.map((stack) => stack.upstreamOutputs);
    expect([data, alarms].map((reads) => reads?.map((read) => `${read.stack}.${read.output}`))).toEqual([
      ['network.by-hand', 'network.in-json', 'network.subnets', 'network.vpc-id', 'network.with.dot'],
      ['network.all', 'network.one'],
    ]);
  });

  test('maps resources to the lines they were written on', () => {
    const folder = written({ logs: { terraform: bucket } });
    const source = { file: 'stacks/logs.ts', line: 7, constructPath: 'logs/Bucket' };
    writeFileIn(
      folder,
      'sources.json',
      JSON.stringify({ version: 1, stacks: { logs: { 'aws_s3_bucket.logs': source } } }),
    );

    expect(readSynthesis(folder).stacks[0]?.sources).toEqual({ 'aws_s3_bucket.logs': source });
  });
});

describe('a digest', () => {
  const withAsset = (content: string) => ({
    logs: {
      terraform: { ...bucket, file: 'assets/code/1/index.zip' },
      files: { 'assets/code/1/index.zip': content },
    },
  });

  test('does not change with white space or with where a line stands', () => {
    const [one, two] = [written({ logs: { terraform: bucket } }), written({ logs: { terraform: bucket } })];
    writeFileSync(join(two, 'stacks/logs/cdk.tf.json'), JSON.stringify(bucket, null, 4));
    writeFileIn(two, 'sources.json', JSON.stringify({ version: 1, stacks: {} }));

    expect(readSynthesis(two).digest).toBe(readSynthesis(one).digest);
  });

  test('changes with the content and with the name of an asset', () => {
    const [one, content] = [written(withAsset('a')), written(withAsset('b'))];
    const renamed = written({
      logs: {
        terraform: { ...bucket, file: 'assets/code/1/index.zip' },
        files: { 'assets/code/1/index.zip': 'a', 'assets/code/1/new': '' },
      },
    });

    const digests = [one, content, renamed].map((folder) => readSynthesis(folder).digest);
    expect(new Set(digests).size).toBe(3);
  });

  test('changes with a digit that a double does not keep', () => {
    const [one, two] = [written({ a: {} }), written({ a: {} })];
    writeFileSync(join(one, 'stacks/a/cdk.tf.json'), '{"locals":{"n":12345678901234567890}}');
    writeFileSync(join(two, 'stacks/a/cdk.tf.json'), '{"locals":{"n":12345678901234567891}}');

    expect(readSynthesis(one).digest).not.toBe(readSynthesis(two).digest);
  });

  test('tells which stacks a change touches', () => {
    const before = written({ network: {}, data: { dependencies: ['network'] }, old: {} });
    const after = written({
      network: {},
      data: { dependencies: ['network'], terraform: bucket },
      alarms: {},
    });

    expect(compareSyntheses(readSynthesis(before), readSynthesis(after))).toEqual([
      { stack: 'network', status: 'same' },
      { stack: 'data', status: 'changed' },
      { stack: 'alarms', status: 'added' },
      { stack: 'old', status: 'removed' },
    ]);
  });
});

describe('what is refused', () => {
  test('a folder without a manifest', () => {
    const folder = written({});
    rmSync(join(folder, 'manifest.json'));

    expect(refusal(folder)).toBe(
      '<out> has no manifest.json and is no synthesis: make one with npm run synth',
    );
  });

  test.each([
    'stacks/logs/evil.tf',
    'stacks/logs/evil.tf.json',
    'stacks/logs/terraform.tfvars',
    'stacks/logs/x.auto.tfvars.json',
    'stacks/logs/cdk_override.tf.json',
    'stacks/logs/.terraform.lock.hcl',
    'stacks/logs/.terraform/terraform.tfstate',
    'stacks/logs/modules/evil/main.tf',
    'stacks/gone/cdk.tf.json',
    'terraform.tfvars',
  ])('the file %s, which no manifest accounts for', (path) => {
    const folder = written({ logs: { terraform: bucket } });
    writeFileIn(folder, path, '');

    expect(refusal(folder)).toBe(
      `<out>/${path} is a file that the manifest does not account for, and terraform might read it: remove it or synthesize again`,
    );
  });

  test.each([
    ['stacks/logs/assets', '/etc'],
    ['stacks/logs/assets', '../../environment.json'],
    ['environment.json', '/etc/hostname'],
  ])('a symbolic link %s to %s', (path, to) => {
    const folder = written({ logs: { terraform: bucket } });
    symlinkSync(to, join(folder, path));

    expect(refusal(folder)).toContain(`<out>/${path} is a symbolic link, which may lead out of the folder`);
  });

  test('a stack folder that is a symbolic link', () => {
    const [folder, other] = [written({ logs: {} }), written({ logs: {} })];
    rmSync(join(folder, 'stacks/logs'), { recursive: true });
    symlinkSync(join(other, 'stacks/logs'), join(folder, 'stacks/logs'));

    expect(refusal(folder)).toContain('<out>/stacks/logs is a symbolic link');
  });

  test.each(['stacks/logs/cdk.tf.json', 'manifest.json'])('%s cut off in the middle', (path) => {
    const folder = written({ logs: { terraform: bucket } });
    truncateSync(join(folder, path), readFileSync(join(folder, path)).length - 3);

    expect(refusal(folder)).toMatch(new RegExp(`^<out>/${path} is not JSON \\(.+\\): synthesize again$`));
  });

  test('a file of more than 128 MiB, without reading it', () => {
    const folder = written({ logs: {} });
    truncateSync(join(folder, 'stacks/logs/cdk.tf.json'), 128 * 1024 * 1024 + 1);

    expect(refusal(folder)).toContain('cdk.tf.json has 134217729 bytes where 134217728 are allowed');
  });

  test('nesting that would exhaust the stack of a reader', () => {
    const folder = written({ logs: {} });
    writeFileSync(
      join(folder, 'stacks/logs/cdk.tf.json'),
      `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`,
    );

    expect(refusal(folder)).toContain('cdk.tf.json is nested 1000000 levels deep where 256 are allowed');
  });

  test('a key that stands twice, of which terraform reads both and we the last', () => {
    const folder = written({ logs: {} });
    const hidden = '"resource":{"aws_iam_user":{"x":{"name":"x"}}}';
    writeFileSync(join(folder, 'stacks/logs/cdk.tf.json'), `{${hidden},"resource":{}}`);

    expect(refusal(folder)).toContain('cdk.tf.json has the key "resource" twice in one object');
  });

  test('a list where a stack should be', () => {
    expect(refusal(written({ logs: { terraform: [] } }))).toContain(
      'cdk.tf.json is not an object of Terraform JSON',
    );
  });

  test('a stack without its file', () => {
    const folder = written({ logs: {}, data: {} });
    rmSync(join(folder, 'stacks/data'), { recursive: true });

    expect(refusal(folder)).toBe(
      '<out>/stacks/data/cdk.tf.json is missing, though manifest.json names the stack data: synthesize again',
    );
  });

  test.each(['../elsewhere', '/etc', '.', 'stacks/../../x', ''])(
    'a stack in the folder %j',
    (workingDirectory) => {
      const folder = written({ logs: {} });
      const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
        stacks: { logs: Record<string, unknown> };
      };
      manifest.stacks.logs = {
        ...manifest.stacks.logs,
        workingDirectory,
        synthesizedStackPath: `${workingDirectory}/cdk.tf.json`,
      };
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));

      expect(refusal(folder)).toMatch(
        /^manifest\.json puts the stack logs into|^<out>\/manifest\.json is not a manifest/,
      );
    },
  );

  test('a stack synthesized to HCL', () => {
    const folder = written({ logs: {} });
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8').replace('cdk.tf.json', 'cdk.tf');
    writeFileSync(join(folder, 'manifest.json'), manifest);

    expect(refusal(folder)).toContain('synthesize to JSON, not to HCL');
  });

  test('an asset that is not there', () => {
    const folder = written({
      logs: { terraform: { resource: { aws_lambda_function: { f: { filename: 'assets/f/1/f.zip' } } } } },
    });

    expect(refusal(folder)).toBe(
      'the stack logs uses assets/f/1/f.zip, which is not in <out>/stacks/logs: synthesize again',
    );
  });

  test('stacks that depend on each other in a circle', () => {
    const folder = written({ a: { dependencies: ['b'] }, b: { dependencies: ['a'] }, c: {} });

    expect(refusal(folder)).toBe(
      'the stacks a, b depend on each other in a circle: no order could apply them',
    );
  });

  test('a dependency nobody knows', () => {
    expect(refusal(written({ a: { dependencies: ['gone'] } }))).toBe(
      'the stack a depends on gone, which manifest.json does not name: synthesize again',
    );
  });

  test('a manifest of another kind', () => {
    const folder = written({});
    writeFileSync(join(folder, 'manifest.json'), '{"version":"1"}');

    expect(refusal(folder)).toContain('<out>/manifest.json is not a manifest of cdktf');
  });

  test('sources of another kind', () => {
    const folder = written({ logs: {} });
    writeFileSync(join(folder, 'sources.json'), '{"version":2,"stacks":{}}');

    expect(refusal(folder)).toContain('<out>/sources.json does not map resources to lines');
  });

  test('an empty folder where a file should be', () => {
    const folder = written({ logs: {} });
    rmSync(join(folder, 'stacks/logs/cdk.tf.json'));
    mkdirSync(join(folder, 'stacks/logs/cdk.tf.json'));

    expect(refusal(folder)).toContain('<out>/stacks/logs/cdk.tf.json is missing');
  });
});
