import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  buildNamingTable,
  namingOverridesSchema,
  namingTableSchema,
} from '../../../../../scripts/gate/build/tables/naming';
import type { ProviderSchema } from '../../../../../scripts/gate/build/tables/provider-schema';

const text = { type: 'string', optional: true };
const required = { type: 'string', required: true };
const computed = { type: 'string' };

const schema: ProviderSchema = {
  source: 'a test',
  resources: {
    aws_role: { attributes: { name: text, name_prefix: text, tags: text } },
    aws_lambda_function: { attributes: { function_name: required, name: computed } },
    aws_lambda_function_url: { attributes: { function_name: required } },
    aws_rds_cluster: {
      attributes: { cluster_identifier: text, cluster_identifier_prefix: text, tags: text },
    },
    aws_vpc: { attributes: { tags: text } },
    aws_route: { attributes: {} },
    aws_addon: { attributes: { addon_name: required, tags: text } },
    aws_queue: { attributes: { name: text } },
    aws_alias: { attributes: { name: text, function_name: text } },
    aws_key_pair: { attributes: { key_name: text } },
  },
};

const overrides = (changes: object = {}): ReturnType<typeof namingOverridesSchema.parse> =>
  namingOverridesSchema.parse({
    none: {},
    tag: { 'a name of AWS': ['aws_addon'] },
    name: { aws_key_pair: 'key_name' },
    style: { underscore: ['aws_key_pair'] },
    tail: { '.fifo': ['aws_queue'] },
    fixed: { aws_queue: ['default'] },
    parent: { aws_alias: 'function_name' },
    within: {},
    repeatable: {},
    reserved: {},
    ...changes,
  });

describe('buildNamingTable', () => {
  it('finds the name of each type, else its Name tag, else nothing', () => {
    expect(buildNamingTable(schema, '2026-11-01', overrides(), {}).types).toEqual({
      aws_addon: { by: 'tag', attribute: 'tags.Name' },
      aws_alias: { by: 'name', attribute: 'name', style: 'hyphen', parent: 'function_name' },
      aws_key_pair: { by: 'name', attribute: 'key_name', style: 'underscore' },
      aws_lambda_function: { by: 'name', attribute: 'function_name', style: 'hyphen' },
      aws_lambda_function_url: { by: 'none' },
      aws_queue: { by: 'name', attribute: 'name', style: 'hyphen', tail: '.fifo', fixed: ['default'] },
      aws_rds_cluster: {
        by: 'name',
        attribute: 'cluster_identifier',
        style: 'hyphen',
        prefix: 'cluster_identifier_prefix',
      },
      aws_role: { by: 'name', attribute: 'name', style: 'hyphen', prefix: 'name_prefix' },
      aws_route: { by: 'none' },
      aws_vpc: { by: 'tag', attribute: 'tags.Name' },
    });
  });

  it('lets an override say that a type has no name', () => {
    const table = buildNamingTable(
      schema,
      '2026-11-01',
      overrides({ none: { 'of the account': ['aws_role'] } }),
      {},
    );
    expect(table.types['aws_role']).toEqual({ by: 'none' });
  });

  it.each([
    ['a type', { none: { why: ['aws_gone'] } }, 'aws_gone'],
    ['a named type', { name: { aws_gone: 'name' } }, 'aws_gone.name'],
    ['an attribute', { name: { aws_vpc: 'name' } }, 'aws_vpc.name'],
    ['the attribute of a parent', { parent: { aws_vpc: 'parent' } }, 'aws_vpc.parent'],
    ['a styled type', { style: { path: ['aws_gone'] } }, 'aws_gone'],
    ['a repeatable type', { repeatable: { why: ['aws_gone'] } }, 'aws_gone'],
    ['a type with reserved names', { reserved: { aws_gone: { start: ['x'] } } }, 'aws_gone'],
    ['what a name is unique in', { within: { aws_vpc: ['parent'] } }, 'aws_vpc.parent'],
  ])('refuses an override of %s the provider does not have', (_, changes, named) => {
    expect(() => buildNamingTable(schema, '2026-11-01', overrides(changes), {})).toThrow(
      `naming-overrides.json or naming-limits.json names ${named}, which is not in a test; correct or remove that entry`,
    );
  });
});

it('buildNamingTable says how long a name may be, of what, in what it is unique, and what is reserved', () => {
  const table = buildNamingTable(
    schema,
    '2026-11-01',
    overrides({
      within: { aws_alias: ['function_name'] },
      repeatable: { 'AWS does not care': ['aws_queue'] },
      reserved: { aws_role: { start: ['aws'] } },
    }),
    { aws_role: { min: 2, max: 64, first: 'a-c', characters: 'a-c0-2_-' } },
  );
  expect(table.longest_suffix).toBe(12);
  expect(table.characters).toEqual({ 'a-c': 'abc', 'a-c0-2_-': 'abc012_-' });
  expect(table.types).toMatchObject({
    aws_alias: { within: ['function_name'] },
    aws_queue: { repeatable: true },
    aws_role: {
      limit: { min: 2, max: 64, first: 'a-c', characters: 'a-c0-2_-' },
      reserved: { start: ['aws'] },
    },
  });
  expect(() => buildNamingTable(schema, '2026-11-01', overrides(), { aws_gone: { max: 1 } })).toThrow(
    /aws_gone/,
  );
});

describe('the committed naming table', () => {
  const file = resolve(__dirname, '../../../../../policy/tables/naming/data.json');
  const { types } = namingTableSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

  it.each([
    ['aws_s3_bucket', { by: 'name', attribute: 'bucket', style: 'hyphen', prefix: 'bucket_prefix' }],
    [
      'aws_sqs_queue',
      { by: 'name', attribute: 'name', style: 'hyphen', prefix: 'name_prefix', tail: '.fifo' },
    ],
    ['aws_lambda_function', { by: 'name', attribute: 'function_name', style: 'hyphen' }],
    ['aws_lambda_alias', { by: 'name', attribute: 'name', style: 'hyphen', parent: 'function_name' }],
    ['aws_lambda_permission', { by: 'none' }],
    [
      'aws_rds_cluster',
      { by: 'name', attribute: 'cluster_identifier', style: 'hyphen', prefix: 'cluster_identifier_prefix' },
    ],
    ['aws_elasticache_user', { by: 'name', attribute: 'user_id', style: 'hyphen' }],
    ['aws_ssm_parameter', { by: 'name', attribute: 'name', style: 'path' }],
    ['aws_backup_framework', { by: 'name', attribute: 'name', style: 'underscore' }],
    ['aws_eks_addon', { by: 'tag', attribute: 'tags.Name' }],
    ['aws_kms_key', { by: 'tag', attribute: 'tags.Name' }],
    ['aws_s3_bucket_policy', { by: 'none' }],
    ['aws_iam_role_policy_attachment', { by: 'none' }],
  ])('says where %s carries the suffix', (type, row) => {
    const details = ['limit', 'reserved', 'within'];
    const place = Object.entries(types[type] ?? {}).filter(([name]) => !details.includes(name));
    expect(Object.fromEntries(place)).toEqual(row);
  });
});
