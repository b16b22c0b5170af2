import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { judgementSchemaFile, runDocsSchema, waiverSchemaFile } from '../../../scripts/commands/docs-schema';
import { judgementSchema } from '../../../scripts/model/finding';
import type { JsonObject } from '../../../scripts/model/json';
import { formatJudgement } from '../../../scripts/report/format-judgement';
import { judgementSchemaId, judgementSchemaText } from '../../../scripts/report/judgement-schema';
import { waiverSchemaText } from '../../../scripts/report/waiver-schema';
import { aJudgement, mixedJudgement } from './judgement-fixture';
import { inScratch } from './scratch';

const context = { readSource: () => null, toolVersion: '0.1.0' };
const repository = join(__dirname, '../../..');

describe('a judgement as JSON', () => {
  const validate = addFormats(new Ajv2020()).compile(JSON.parse(judgementSchemaText()) as object);

  it('is what its published schema says', () => {
    const judgement: unknown = JSON.parse(formatJudgement(mixedJudgement, 'json', context));

    expect(validate(judgement) ? [] : validate.errors).toEqual([]);
  });

  it('can be read back whole', () => {
    const read = judgementSchema.parse(JSON.parse(formatJudgement(mixedJudgement, 'json', context)));

    expect(read).toEqual({ ...mixedJudgement, $schema: judgementSchemaId });
  });

  it('is the same text whatever the order of keys', () => {
    const { findings, ...rest } = aJudgement();

    expect(formatJudgement({ findings, ...rest }, 'json', context)).toBe(
      formatJudgement(aJudgement(), 'json', context),
    );
  });

  it('is what JSON.stringify writes of sorted keys, with findings, without any, and without what is undefined', () => {
    const inOrder = (_key: string, value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
        : value;
    for (const judgement of [mixedJudgement, { ...mixedJudgement, findings: [], promotion: undefined }]) {
      const written = formatJudgement(judgement, 'json', context);
      expect(written).toBe(`${JSON.stringify({ ...judgement, $schema: judgementSchemaId }, inOrder, 2)}\n`);
    }
  });

  it('keeps what a user calls __proto__', () => {
    const params = JSON.parse('{"tags":{"__proto__":"x","a":"y"}}') as JsonObject;
    const [finding] = mixedJudgement.findings;
    const written = formatJudgement(
      { ...mixedJudgement, findings: [{ ...finding!, params }] },
      'json',
      context,
    );
    expect(written).toContain(
      '"params": {\n        "tags": {\n          "__proto__": "x",\n          "a": "y"\n',
    );
  });

  it('has a schema that refuses a status of its own making', () => {
    const [finding] = mixedJudgement.findings;

    expect(validate({ ...mixedJudgement, findings: [{ ...finding, status: 'fine' }] })).toBe(false);
  });
});

describe('the schema in the repository', () => {
  it('is up to date; npm run docs:schema writes it', () => {
    expect(readFileSync(join(repository, judgementSchemaFile), 'utf8')).toBe(judgementSchemaText());
    expect(readFileSync(join(repository, waiverSchemaFile), 'utf8')).toBe(waiverSchemaText());
  });

  it('is written by its command', () => {
    inScratch((folder) => {
      expect(runDocsSchema({ repository: folder })).toEqual({
        written: [judgementSchemaFile, waiverSchemaFile],
      });
      expect(readFileSync(join(folder, judgementSchemaFile), 'utf8')).toBe(judgementSchemaText());
    });
  });
});
