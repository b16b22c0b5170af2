import { tmpdir } from 'node:os';
import { buildPolicy, type PolicyBuild } from '../../../../scripts/gate/build/build';
import {
  policyManifestSchema,
  ruleCatalogueSchema,
  type WrittenCatalogue,
} from '../../../../scripts/gate/build/manifest';
import { GateError } from '../../../../scripts/gate/error';
import { describeWithTools } from '../../../support/requirements';
import { metadata, policyFolder, realOpa, ruleText } from './small-policy';

const build = (files?: Readonly<Record<string, string | null>>): Promise<PolicyBuild> =>
  buildPolicy(policyFolder(files), realOpa(), tmpdir());

const without = (start: string): string[] => metadata.filter((line) => !line.trimStart().startsWith(start));

const rule = (body: string): Readonly<Record<string, string>> => ({
  'house/door.rego': ruleText(metadata, body),
});

describeWithTools(['opa'], 'buildPolicy', () => {
  it('makes the same bytes twice', async () => {
    const [first, second] = [await build(), await build()];
    expect(Object.keys(first).sort()).toEqual(['policy.manifest.json', 'policy.wasm', 'rules.json']);
    expect(
      Object.entries(first).filter(([file, bytes]) => !bytes.equals(second[file as keyof PolicyBuild])),
    ).toEqual([]);
  });

  it('knows every attribute that holds a policy document', async () => {
    const lines = metadata.map((line) => (line.startsWith('  attributes') ? '  attributes: policies' : line));
    const { 'rules.json': bytes } = await build({ 'house/door.rego': ruleText(lines) });
    const { rules } = ruleCatalogueSchema.parse(JSON.parse(bytes.toString()));
    expect(rules[0]?.attributes).toEqual(
      expect.arrayContaining([
        'aws_iam_role.assume_role_policy',
        'aws_kms_key.policy',
        'aws_sqs_queue.policy',
      ]),
    );
  });

  it('says of a rule whether it can be waived', async () => {
    const lines = [...metadata, '  waivable: false'];
    const { 'rules.json': bytes } = await build({ 'house/door.rego': ruleText(lines) });
    expect(JSON.parse(bytes.toString())).toMatchObject({ rules: [{ waivable: false }] });
  });

  it('makes the same bytes of a checkout with other line ends', async () => {
    const crlf = ruleText(metadata).replaceAll('\n', '\r\n');
    expect(await build({ 'house/door.rego': crlf })).toEqual(await build());
  });

  it('makes the catalogue from METADATA and nothing else', async () => {
    const { 'rules.json': rules } = await build();
    expect(ruleCatalogueSchema.parse(JSON.parse(rules.toString()))).toEqual({
      rules: [
        {
          id: 'house/door',
          title: 'Doors are closed',
          description: 'A door that is open lets the cold in.',
          severity: 'low',
          message: '{attribute} is open',
          remediation: 'Close it.',
          example: "new Door(this, 'door', { open: false });",
          controls: ['PCI DSS 4.0.1 9.1.1'],
          related: ['https://docs.aws.amazon.com/'],
          stages: ['plan'],
          attributes: ['aws_door.open'],
          waivable: true,
          file: 'house/door.rego',
        },
      ],
    });
  });

  it('takes the attributes of a rule from the table it decides by', async () => {
    const lines = [...without('attributes'), '  attributes: tables.doors.types'];
    const { 'rules.json': rules } = await build({ 'house/door.rego': ruleText(lines) });
    const written = JSON.parse(rules.toString()) as WrittenCatalogue;
    expect(written.attributeSets).toEqual({ 'tables.doors.types': ['aws_door.open'] });
    expect(ruleCatalogueSchema.parse(written).rules[0]?.attributes).toEqual(['aws_door.open']);
    expect(() => ruleCatalogueSchema.parse({ ...written, attributeSets: {} })).toThrow(
      'there is no set tables.doors.types of attributes',
    );
  });

  it('lists sources and tables in the manifest, without tests', async () => {
    const { 'policy.manifest.json': bytes } = await build();
    const manifest = policyManifestSchema.parse(JSON.parse(bytes.toString()));
    expect({
      ...manifest,
      sources: manifest.sources.map(({ path }) => path),
      tables: manifest.tables.map(({ path }) => path),
    }).toEqual({
      version: 1,
      opa: '1.22.2',
      inputVersion: 1,
      entrypoints: ['tollgate/findings', 'tollgate/ready'],
      sources: ['house/door.rego', 'main.rego'],
      tables: ['tables/doors/data.json', 'tables/keys.json'],
      rulesSha256: expect.stringMatching(/^sha256:/) as string,
      sourceDigest: expect.stringMatching(/^sha256:/) as string,
      wasmSha256: expect.stringMatching(/^sha256:/) as string,
      builtins: [],
      attributes: expect.arrayContaining(['findings', 'open']) as string[],
    });
  });

  it('lists in the manifest every attribute a rule or a table for rules can name, and not what only TypeScript reads', async () => {
    const { 'policy.manifest.json': bytes } = await build({
      'house/door.rego': ruleText(
        [...metadata, '  # a_note: no name'],
        'findings contains "x" if {\n\tinput["lock_kind"] == `raw_text`\n\tinput.hinge.screws > 2\n}',
      ),
      'lib/wall.rego': '# of input.a_remark\npackage lib.wall\n\nhigh if input.bricks_laid > 9\n',
      'tables/doors/data.json':
        '{"types":{"aws_door":[{"path":["frame_of","wood"]}]},"flag_of":{"aws_kms_key":"key_arn.of"},"why":"a_reason said"}\n',
      'tables/keys.json': '{"only_typescript":"reads_this"}\n',
    });
    const { attributes } = policyManifestSchema.parse(JSON.parse(bytes.toString()));
    const named = ['bricks_laid', 'flag_of', 'frame_of', 'hinge', 'key_arn', 'lock_kind', 'of', 'path'];
    expect(attributes).toEqual([...attributes].sort());
    expect(attributes).toEqual(expect.arrayContaining([...named, 'raw_text', 'screws', 'wood']));
    for (const other of ['a_note', 'a_remark', 'a_reason', 'aws_door', 'only_typescript', 'reads_this'])
      expect(attributes).not.toContain(other);
  });

  it.each([
    'severity',
    'message',
    'remediation',
    'example',
    'controls',
    'stages',
    'attributes',
    'title',
    'description',
  ])('refuses a rule without %s', async (field) => {
    await expect(build({ 'house/door.rego': ruleText(without(field)) })).rejects.toThrow(
      new RegExp(`house/door\\.rego is not complete: .*${field}`),
    );
  });

  it('refuses a rule without METADATA', async () => {
    const bare = 'package rules.house.door\n\nfindings contains "open" if input.open\n';
    await expect(build({ 'house/door.rego': bare })).rejects.toThrow(/house\/door\.rego is not complete/);
  });

  it('refuses a message whose placeholder is none', async () => {
    const lines = metadata.map((line) => line.replace('{attribute}', '{Attribute'));
    await expect(build({ 'house/door.rego': ruleText(lines) })).rejects.toThrow(
      /must have placeholders such as \{attribute\}/,
    );
  });

  it('refuses a rule whose package is not its path, as nothing would ever ask it', async () => {
    const moved = ruleText(metadata).replace('package rules.house.door', 'package rules.house.window');
    await expect(build({ 'house/door.rego': moved })).rejects.toThrow(
      'house/door.rego must be the package rules.house["door"], as the rule house/door is looked up by that name; change its package line or move the file',
    );
  });

  it.each([
    ['regex.replace', 'findings contains regex.replace(input.a, "b", "c")'],
    ['time.now_ns', 'findings contains time.now_ns()'],
    ['sprintf', 'findings contains sprintf("%d", [input.a])'],
    ['glob.match', 'findings contains "x" if glob.match("a*", [], input.a)'],
    ['http.send', 'findings contains http.send({"url": input.a})'],
  ])('refuses %s with file and line, as the wasm runtime does not have it', async (builtin, body) => {
    const failure = build(rule(body));
    await expect(failure).rejects.toThrow(GateError);
    await expect(failure).rejects.toThrow(
      `the policy cannot be built: house/door.rego:16: the builtin ${builtin} does not exist in the wasm runtime`,
    );
  });

  it('tells a misspelt function from a builtin the runtime lacks', async () => {
    await expect(build(rule('findings contains sprintln(input.a)'))).rejects.toThrow(
      'the policy cannot be built: house/door.rego:16: undefined function sprintln',
    );
  });

  it('refuses template strings, which compile to a builtin the runtime lacks', async () => {
    await expect(build(rule('findings contains $"{input.a}"'))).rejects.toThrow(
      /^the policy cannot be built: .*house\/door\.rego:16/,
    );
  });

  it('says which program is missing', async () => {
    const opa = { ...realOpa(), command: '/nowhere/opa' };
    await expect(buildPolicy(policyFolder(), opa, tmpdir())).rejects.toThrow(
      /^OPA could not be started as \/nowhere\/opa .*npm run setup/,
    );
  });
});
