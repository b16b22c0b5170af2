import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { StateEvidence } from '../../scripts/gate/evidence/evidence';
import {
  isJsonObject,
  valueAt,
  type JsonObject,
  type JsonValue,
  type PathStep,
} from '../../scripts/model/json';

/** The `cdk.tf.json` of every stack, by its id. */
export type Stacks = Readonly<Record<string, JsonObject>>;

/**
 * The states an apply of synthesized stacks would leave, with an invented value for all that AWS decides: every reference
 * is followed, through other stacks too, so that nothing is left to wait for.
 */
export function appliedStates(stacks: Stacks): StateEvidence[] {
  return Object.entries(stacks).map(([stack, terraform]) => {
    const resources = (['resource', 'data'] as const).flatMap((kind) =>
      blocks(terraform, kind).map(({ type, name, values }) => ({
        address: `${kind === 'data' ? 'data.' : ''}${type}.${name}`,
        mode: kind === 'data' ? 'data' : 'managed',
        type,
        name,
        values: {
          ...inventedAttributes(type, name, values, stack, stacks),
          ...known(withoutMeta(values), stack, stacks),
          ...allTags(values, terraform),
        },
      })),
    );
    return {
      kind: 'state',
      origin: `the state of ${stack}`,
      stack,
      form: 'values',
      state: { format_version: '1.0', values: { root_module: { resources } } },
    };
  });
}

function blocks(
  terraform: JsonObject,
  kind: 'resource' | 'data',
): { type: string; name: string; values: JsonObject }[] {
  return Object.entries(object(terraform[kind])).flatMap(([type, named]) =>
    Object.entries(object(named)).map(([name, values]) => ({ type, name, values: object(values) })),
  );
}

const meta: ReadonlySet<string> = new Set(['//', 'lifecycle', 'depends_on', 'provider', 'count']);

function withoutMeta(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !meta.has(key)));
}

function allTags({ tags }: JsonObject, terraform: JsonObject): JsonObject {
  const [provider] = [object(terraform['provider'])['aws']].flat();
  const [defaults] = [object(provider ?? null)['default_tags']].flat();
  return isJsonObject(tags) ? { tags_all: { ...object(object(defaults ?? null)['tags']), ...tags } } : {};
}

/** Types that AWS gives no id of their own: the provider takes this attribute for it. */
const idAttributes: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: 'name',
  aws_db_parameter_group: 'name',
  aws_db_subnet_group: 'name',
  aws_dynamodb_table: 'name',
  aws_iam_role: 'name',
  aws_lambda_function: 'function_name',
  aws_rds_cluster: 'cluster_identifier',
  aws_rds_cluster_parameter_group: 'name',
  aws_s3_bucket: 'bucket',
};

/** `sqs:*` and the like by `aws_sqs_queue.arn`: what a rule may hold an ARN to. */
const { attributes: arnForms } = JSON.parse(
  readFileSync(resolve(__dirname, '../../policy/tables/iam-arns.json'), 'utf8'),
) as { attributes: Record<string, string | undefined> };

function arnOf(form: string, name: string): string {
  const [service = '', ...tail] = form.split(':');
  return `arn:aws:${service}:us-east-1:123456789012:${tail.join(':').replaceAll('*', `${name}-dev`)}`;
}

function inventedAttributes(
  type: string,
  name: string,
  values: JsonObject,
  stack: string,
  stacks: Stacks,
): JsonObject {
  const service = type.split('_')[1] ?? 'x';
  const ownName = values[idAttributes[type] ?? ''];
  return {
    id: known(ownName ?? `${type.replace(/^aws_/, '').replaceAll('_', '-')}-${name}`, stack, stacks),
    arn: arnOf(arnForms[`${type}.arn`] ?? `${service}:${type}/*`, name),
  };
}

function known(value: JsonValue, stack: string, stacks: Stacks): JsonObject;
function known(value: JsonValue, stack: string, stacks: Stacks): JsonValue {
  if (Array.isArray(value)) return value.map((item) => known(item, stack, stacks));
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, known(member, stack, stacks)]),
    );
  }
  if (typeof value !== 'string') return value;
  const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
  if (whole !== undefined) return follow(whole, stack, stacks);
  return value.replaceAll(/(?<!\$)\$\{((?:[^{}]|\{[^{}]*\})+)\}/g, (_, expression: string) => {
    const followed = follow(expression, stack, stacks);
    return typeof followed === 'string' ? followed : JSON.stringify(followed);
  });
}

/** What an expression comes to; a value of its own for whatever AWS or a function decides. */
function follow(expression: string, stack: string, stacks: Stacks): JsonValue {
  const terraform = stacks[stack] ?? {};
  const output =
    /^data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)$/.exec(
      expression,
    );
  if (output !== null) {
    const [, producer = '', name = ''] = output;
    const value = valueAt(stacks[producer], ['output', name, 'value']);
    return known(value ?? `output-${name}`, producer, stacks);
  }
  const [, data, type = '', name = '', rest = ''] =
    /^(data\.)?([a-z]\w*)\.([A-Za-z][\w-]*)((?:\.\w+|\[\d+\])*)$/.exec(expression) ?? [];
  if (type === '') return `invented-${expression.replaceAll(/\W+/g, '-')}`;
  const steps = Array.from(
    rest.matchAll(/\.(\w+)|\[(\d+)\]/g),
    ([, key, index]): PathStep => key ?? Number(index),
  );
  const written = valueAt(terraform, [data === undefined ? 'resource' : 'data', type, name, ...steps]);
  if (written !== undefined) return known(written, stack, stacks);
  const resource = object(valueAt(terraform, [data === undefined ? 'resource' : 'data', type, name]));
  const invented = inventedAttributes(type, name, resource, stack, stacks);
  return valueAt(invented, steps) ?? `invented-${type}-${name}-${steps.join('-')}`;
}

function object(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
