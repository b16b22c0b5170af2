import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSynth, runSynthApp, type SynthInput, type SynthPorts } from '../../../scripts/commands/synth';
import type { EnvironmentVariables } from '../../../scripts/model/ports';
import { createProcessRunner } from '../../../scripts/ports/processes';
import { readSynthesis } from '../../../scripts/synth/read-synthesis';
import { writeFileIn } from '../synth/written-synthesis';

// each synthesis bundles the app and every function in a process of its own
jest.setTimeout(180_000);

const original = join(__dirname, '../../..');
const variables = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };

/** Another checkout of what a synthesis needs, under another path, with the packages behind a link. */
function checkout(): string {
  const repository = realpathSync(mkdtempSync(join(tmpdir(), 'tollgate checkout-')));
  const files = [
    'stacks',
    'lambda',
    'scripts/synth',
    'scripts/model',
    'test/fixtures',
    'tsconfig.json',
    'package.json',
  ];
  for (const path of [...files, 'package-lock.json', '.terraform-version', 'cdktf.json']) {
    cpSync(join(original, path), join(repository, path), { recursive: true });
  }
  symlinkSync(join(original, 'node_modules'), join(repository, 'node_modules'));
  return repository;
}

let repository: string;
beforeAll(() => {
  repository = checkout();
});
afterAll(() => {
  rmSync(repository, { recursive: true });
});

interface Said {
  readonly ports: SynthPorts;
  readonly written: string[];
  readonly notices: string[];
}

function ports(given: EnvironmentVariables = variables): Said {
  const written: string[] = [];
  const notices: string[] = [];
  const output = {
    write: (text: string) => void written.push(text),
    notice: (text: string) => void notices.push(text),
    isTerminal: false,
  };
  return { ports: { processes: createProcessRunner(), variables: given, output }, written, notices };
}

function synth(input: Partial<SynthInput> = {}, given = ports()) {
  return runSynth({ environment: 'dev', repository, ...input }, given.ports);
}

/** Every file below a folder with its content. */
function contentOf(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(directory, path)).isFile(),
  );
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(directory, path), 'base64')]));
}

test('a synthesis of this repository can be read, and every resource has its line', async () => {
  const said = ports();

  const outcome = await synth({}, said);

  expect(outcome).toEqual({
    directory: join(repository, 'cdktf.out'),
    stacks: ['data', 'network', 'observability', 'service'],
    annotations: [],
  });
  expect(said).toMatchObject({
    written: [`${repository}/cdktf.out: data, network, observability, service for dev\n`],
    notices: [],
  });
  const synthesis = readSynthesis(outcome.directory);
  expect(synthesis.environment).toMatchObject({ name: 'dev', suffix: 'dev', region: 'us-east-1' });
  expect(synthesis.stacks.map(({ id, dependencies, stateKey }) => [id, dependencies, stateKey])).toEqual([
    ['network', [], 'dev/network.tfstate'],
    ['data', ['network'], 'dev/data.tfstate'],
    ['service', ['data', 'network'], 'dev/service.tfstate'],
    ['observability', ['data', 'service', 'network'], 'dev/observability.tfstate'],
  ]);
  for (const { terraform, sources, upstreamOutputs, id } of synthesis.stacks) {
    const { resource = {}, data = {}, output = {} } = terraform as Record<string, Record<string, object>>;
    const addresses = [
      ...Object.entries(resource).flatMap(([type, named]) =>
        Object.keys(named).map((name) => `${type}.${name}`),
      ),
      ...Object.entries(data).flatMap(([type, named]) =>
        Object.keys(named).map((name) => `data.${type}.${name}`),
      ),
      // those of cdktf itself are written nowhere
      ...Object.keys(output).flatMap((name) =>
        name.startsWith('cross-stack-output-') ? [] : [`output.${name}`],
      ),
      'provider.aws',
      'terraform.backend.s3',
    ];
    expect(Object.keys(sources).sort()).toEqual(addresses.sort());
    expect(upstreamOutputs.length > 0).toBe(id !== 'network');
  }
});

test('a line in sources.json is the one that makes the resource', async () => {
  await synth();
  const data = readSynthesis(join(repository, 'cdktf.out')).stacks[1];

  const source = data?.sources['aws_dynamodb_table.Sessions_Table_CB734F8B'];
  expect(source).toMatchObject({
    file: 'stacks/constructs/session-table.ts',
    constructPath: 'data/Sessions/Table',
  });
  const lines = readFileSync(join(repository, source!.file), 'utf8').split('\n');
  expect(lines[source!.line - 1]).toContain('new DynamodbTable(this,');
});

test('a second synthesis, and one in another checkout without its cache, have the same bytes', async () => {
  const other = checkout();
  try {
    const [first, second] = [join(repository, 'out/first'), join(repository, 'out/second')];
    await synth({ out: 'out/first' });
    await synth({ out: 'out/second' });
    await synth({ repository: other });

    expect(contentOf(second)).toEqual(contentOf(first));
    expect(contentOf(join(other, 'cdktf.out'))).toEqual(contentOf(first));
    const text = Object.values(contentOf(first)).map((content) =>
      Buffer.from(content, 'base64').toString('latin1'),
    );
    expect(text.filter((content) => content.includes(tmpdir()))).toEqual([]);
  } finally {
    rmSync(other, { recursive: true });
  }
});

test('another app can be synthesized, and the careless change has the lines a reviewer wants', async () => {
  await synth({ app: 'test/fixtures/careless-change/main.ts', out: 'out/careless' });

  const data = readSynthesis(join(repository, 'out/careless')).stacks[1];
  const careless = Object.entries(data?.sources ?? {}).filter(([, source]) =>
    source.file.startsWith('test/'),
  );
  const lines = readFileSync(join(repository, 'test/fixtures/careless-change/main.ts'), 'utf8').split('\n');
  expect(careless.map(([address, { line }]) => [address, lines[line - 1]?.trim()])).toEqual([
    ['aws_iam_role.ReportRole', "const role = new IamRole(data, 'ReportRole', {"],
    ['aws_iam_role_policy.ReportPolicy', "new IamRolePolicy(data, 'ReportPolicy', {"],
    ['aws_rds_cluster.Ledger', "new RdsCluster(data, 'Ledger', {"],
    ['aws_s3_bucket.Receipts', "new S3Bucket(data, 'Receipts', { bucket: 'payments-receipts' });"],
    ['module.Reports', "new TerraformHclModule(data, 'Reports', { source: 'example/reports/aws' });"],
    ['output.Report', "new TerraformOutput(data, 'Report', { value: 'payments-report-prod' });"],
    [
      'provider.aws.elsewhere',
      "new AwsProvider(data, 'Elsewhere', { alias: 'elsewhere', region: 'eu-west-1' });",
    ],
  ]);
});

test('an app that fails leaves the folder as it was and says why in its own words', async () => {
  await synth();
  const before = contentOf(join(repository, 'cdktf.out'));

  await expect(synth({ environment: 'qa' })).rejects.toThrow(
    'there is no environment "qa": stacks/environments.json has account-nonprod, account-prod, dev, pr<number>, preview, prod, staging',
  );

  expect(contentOf(join(repository, 'cdktf.out'))).toEqual(before);
  expect(readdirSync(join(repository, '.cache')).filter((name) => name.startsWith('synth-'))).toEqual([]);
});

test('an app that dies half-way leaves the folder as it was', async () => {
  await synth();
  const before = contentOf(join(repository, 'cdktf.out'));
  writeFileIn(
    repository,
    'broken/main.ts',
    `import { writeFileSync } from 'node:fs';
     writeFileSync(process.argv[process.argv.indexOf('--outdir') + 1] + '/manifest.json', '{');
     process.kill(process.pid, 'SIGKILL');`,
  );

  await expect(synth({ app: 'broken/main.ts' })).rejects.toThrow('ended without a word');

  expect(contentOf(join(repository, 'cdktf.out'))).toEqual(before);
});

test('an app that does not compile is named with the reason', async () => {
  writeFileIn(repository, 'broken/syntax.ts', 'const = 1;');

  await expect(synth({ app: 'broken/syntax.ts' })).rejects.toThrow(
    /^broken\/syntax\.ts cannot be bundled: .*Expected identifier/s,
  );
});

test('what an app remarks on its constructs is printed as a notice', async () => {
  writeFileIn(
    repository,
    'remarks/main.ts',
    `import { Annotations } from 'cdktf';
     import { buildApp } from '../stacks/app';
     import { runProgram } from '../stacks/lib/program';
     runProgram(process.argv.slice(2), (...built) => {
       const platform = buildApp(...built);
       Annotations.of(platform.data).addWarning('sessions are short of capacity');
       return platform;
     });`,
  );
  const said = ports();

  await synth({ app: 'remarks/main.ts', out: 'out/remarks' }, said);

  expect(said.notices).toEqual(['warn: data: sessions are short of capacity\n']);
});

test('an app sees no credential, no terraform variable and no option of Node', async () => {
  writeFileIn(
    repository,
    'curious/main.ts',
    `import { mkdirSync, writeFileSync } from 'node:fs';
     const out = process.argv[process.argv.indexOf('--outdir') + 1];
     writeFileSync(out + '/manifest.json', JSON.stringify({ stacks: {} }));
     writeFileSync(out + '/environment.json', JSON.stringify(process.env));`,
  );
  const given = ports({
    ...variables,
    AWS_SECRET_ACCESS_KEY: 'x',
    TF_VAR_a: 'x',
    NODE_OPTIONS: '--trace-uncaught',
  });

  await synth({ app: 'curious/main.ts', out: 'out/curious' }, given);

  const seen = JSON.parse(readFileSync(join(repository, 'out/curious/environment.json'), 'utf8')) as object;
  expect(Object.keys(seen).sort()).toEqual(['HOME', 'PATH']);
});

test('run by cdktf-cli, the app writes where it is told', async () => {
  const out = join(repository, 'out/by-cli');
  mkdirSync(join(repository, 'out'), { recursive: true });
  await synth({ out: 'out/by-us' });

  await runSynthApp(
    { environment: 'dev', repository },
    { processes: createProcessRunner(), variables: { ...variables, CDKTF_OUTDIR: out } },
  );

  // cdktf-cli knows nothing of lines
  rmSync(join(repository, 'out/by-us/sources.json'));
  expect(contentOf(out)).toEqual(contentOf(join(repository, 'out/by-us')));
});
