/**
 * Plans to measure the gate with. They are made from a synthesis, as terraform would print them for a first apply: what has
 * no reference is known, what has one is "known after apply", and the configuration names the references.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Terraform JSON of all stacks of a synthesis as one module, each copy with ids and names of its own. */
export function platformCopies(synthesis, copies) {
  const merged = { resource: {}, data: {} };
  for (const stack of readdirSync(join(synthesis, 'stacks')).sort()) {
    const file = join(synthesis, 'stacks', stack, 'cdk.tf.json');
    const { resource = {}, data = {} } = JSON.parse(readFileSync(file, 'utf8'));
    const text = JSON.stringify({ resource, data });
    const ids = [resource, data].flatMap((kind) =>
      Object.values(kind).flatMap((named) => Object.keys(named)),
    );
    const longestFirst = ids.sort((left, right) => right.length - left.length);
    const names = new RegExp(`(?<![\\w-])(?:(${longestFirst.join('|')})|([a-z0-9]+)-dev)(?![\\w-])`, 'g');
    const inner = new RegExp(`([a-z0-9])-dev(?![\\w-])`, 'g');
    for (let copy = 0; copy < copies; copy += 1) {
      const renamed = text
        .replaceAll(names, (all, id) => (id === undefined ? all : `${id}_${copy}`))
        .replaceAll(inner, (_, last) => `${last}-c${copy}-dev`);
      const parsed = JSON.parse(renamed);
      for (const kind of ['resource', 'data']) {
        for (const [type, named] of Object.entries(parsed[kind])) {
          if (type !== 'terraform_remote_state') Object.assign((merged[kind][type] ??= {}), named);
        }
      }
    }
  }
  return merged;
}

/** Roles with inline and managed policies, one in forty the role of a function: about `count` resources. */
export function iamResources(count) {
  const document = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const arn = (rest) => `arn:aws:${rest}`;
  const resource = {
    aws_iam_role: {},
    aws_iam_role_policy: {},
    aws_iam_policy: {},
    aws_iam_role_policy_attachment: {},
    aws_lambda_function: {},
    aws_cloudwatch_log_group: {},
  };
  const tags = { Environment: 'dev', ManagedBy: 'bench', Product: 'bench', Stack: 'bench' };
  const roles = Math.floor(count / 4);
  for (let index = 0; index < roles; index += 1) {
    const name = `service-${index}-dev`;
    const group = arn(`logs:us-east-1:123456789012:log-group:/aws/lambda/${name}:*`);
    const next = `\${aws_iam_role.r${(index + 1) % roles}.arn}`;
    const trust = {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    };
    const inline = [
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        Resource: arn(`dynamodb:us-east-1:123456789012:table/${name}`),
      },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: next,
        Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      },
    ];
    const logs = { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: group };
    resource.aws_iam_role[`r${index}`] = { name, assume_role_policy: document(trust), tags };
    resource.aws_iam_role_policy[`p${index}`] = {
      name,
      role: `\${aws_iam_role.r${index}.id}`,
      policy: document(...inline),
    };
    resource.aws_iam_policy[`m${index}`] = { name, policy: document(logs), tags };
    resource.aws_iam_role_policy_attachment[`a${index}`] = {
      role: `\${aws_iam_role.r${index}.name}`,
      policy_arn: `\${aws_iam_policy.m${index}.arn}`,
    };
    if (index % 40 !== 0) continue;
    resource.aws_lambda_function[`f${index}`] = {
      function_name: name,
      role: `\${aws_iam_role.r${index}.arn}`,
      tags,
    };
    resource.aws_cloudwatch_log_group[`l${index}`] = { name: `/aws/lambda/${name}`, tags };
  }
  return { resource, data: {} };
}

const providerName = 'registry.terraform.io/hashicorp/aws';

/** A plan that makes every resource of some Terraform JSON anew, in the format of `terraform show -json`. */
export function planOf({ resource, data }) {
  const literal = literalsOf(resource);
  const resources = entriesOf(resource, 'managed', literal);
  const all = [...resources, ...entriesOf(data, 'data', literal)];
  const planned = resources.map(({ address, mode, type, name, known }) => ({
    address,
    mode,
    type,
    name,
    provider_name: providerName,
    schema_version: 0,
    values: known.value,
    sensitive_values: {},
  }));
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: { resources: planned } },
    resource_changes: resources.map(({ address, mode, type, name, known }) => ({
      address,
      mode,
      type,
      name,
      provider_name: providerName,
      change: {
        actions: ['create'],
        before: null,
        after: known.value,
        after_unknown: known.unknown,
        before_sensitive: false,
        after_sensitive: {},
      },
    })),
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: providerName } },
      root_module: {
        resources: all.map(({ address, mode, type, name, body }) => ({
          address,
          mode,
          type,
          name,
          provider_config_key: 'aws',
          expressions: expressionsOf(body),
          schema_version: 0,
        })),
      },
    },
  };
}

/** How many resources a plan makes. */
export function countOf(plan) {
  return plan.resource_changes.length;
}

const metaArguments = new Set([
  '//',
  'depends_on',
  'lifecycle',
  'provider',
  'provisioner',
  'count',
  'for_each',
]);

/** Terraform knows before an apply what a reference to a written attribute comes to. */
function literalsOf(resource) {
  return (reference) => {
    const [type, name, attribute, ...rest] = reference.split('.');
    const value = rest.length === 0 ? resource[type]?.[name]?.[attribute] : undefined;
    return typeof value === 'string' && !value.includes('${') ? value : undefined;
  };
}

function entriesOf(kind, mode, literal) {
  return Object.entries(kind).flatMap(([type, named]) =>
    Object.entries(named).map(([name, written]) => {
      const body = Object.fromEntries(Object.entries(written).filter(([key]) => !metaArguments.has(key)));
      const address = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
      return { address, mode, type, name, body, known: split(body, literal) };
    }),
  );
}

/** The known part of a value, and the mask of what is not. */
function split(written, literal) {
  const value =
    typeof written === 'string'
      ? written.replaceAll(/\$\{([\w.-]+)\}/g, (all, reference) => literal(reference) ?? all)
      : written;
  if (typeof value === 'string' && value.includes('${')) return { value: undefined, unknown: true };
  if (Array.isArray(value)) {
    const items = value.map((item) => split(item, literal));
    return {
      value: items.map((item) => item.value ?? null),
      unknown: items.map((item) => item.unknown ?? false),
    };
  }
  if (typeof value !== 'object' || value === null) return { value };
  const members = Object.entries(value).map(([key, item]) => [key, split(item, literal)]);
  const pick = (part) =>
    Object.fromEntries(
      members.filter(([, item]) => item[part] !== undefined).map(([key, item]) => [key, item[part]]),
    );
  return { value: pick('value'), unknown: pick('unknown') };
}

function expressionsOf(body) {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, expressionOf(value)]));
}

function expressionOf(value) {
  const references = [...JSON.stringify(value).matchAll(/\$\{([\w.-]+)\}/g)].map(
    ([, reference]) => reference,
  );
  if (references.length === 0) return { constant_value: value };
  const isBlocks = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
  if (isBlocks) return value.map(expressionsOf);
  return { references: references.flatMap((reference) => [reference, reference.replace(/\.[^.]*$/, '')]) };
}
