import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { policyDirectory } from '../support/policy-inputs';

const page = z.url({ protocol: /^https$/, hostname: /^docs\.aws\.amazon\.com$/ });
const table = { source: z.string().min(1), date: z.iso.date() };
const actionName = z.string().regex(/^[a-z0-9-]+:[a-z0-9]+$/);
const serviceName = z.string().regex(/^[a-z0-9-]+$/);

const permissionsManagement = z.strictObject({
  ...table,
  beyond_its_resource: z.record(z.string(), page),
  gives_nothing: z.record(z.string(), z.strictObject({ why: z.string().min(1), page })),
  prerequisites: z.array(
    z.strictObject({
      service: z.string().min(1),
      actions: z.array(actionName),
      with: z.array(actionName),
      ends: z.string().startsWith(':').optional(),
      page,
      date: z.iso.date(),
    }),
  ),
});
const lambdaCallers = z.strictObject({
  ...table,
  services: z.record(
    z.string().endsWith('.amazonaws.com'),
    z.strictObject({ source: z.enum(['arn', 'both']), page }),
  ),
});
const vouching = z.strictObject({
  who: z.string().min(1),
  shared: z.boolean(),
  label: z.string().endsWith(':'),
  claims: z.tuple([z.literal('sub')]).rest(z.string().regex(/^[a-z_]+$/)),
  page,
});
const federation = z.strictObject({
  ...table,
  issuers: z.array(
    z.union([
      vouching.extend({ issuer: z.string().regex(/^[a-z.]+$/) }),
      vouching.extend({ beginning: z.string().endsWith('.') }),
    ]),
  ),
  not_known_yet: vouching,
});
const arnForm = z.string().regex(/^[a-z0-9-]+:\S+$/);
const arns = z.strictObject({
  ...table,
  exact: z.array(serviceName),
  attributes: z.record(z.string().regex(/^aws_\w+\.\w+$/), arnForm),
  documented: z.record(z.string(), z.strictObject({ arn: arnForm, source: page })),
});
const extraKeys = z.strictObject({
  ...table,
  of_credentials: z.record(z.string(), page),
  older: z.record(z.string(), page),
  exact: z.array(serviceName),
});

const read = <Schema extends z.ZodType>(schema: Schema, file: string): z.infer<Schema> =>
  schema.parse(JSON.parse(readFileSync(join(policyDirectory, 'tables', file), 'utf8')));

/** Every action AWS has, in small letters, by its access level. */
const levels = new Map(
  Object.entries(
    read(z.object({ services: z.record(z.string(), z.record(z.string(), z.string())) }), 'iam-actions.json')
      .services,
  ).flatMap(([service, groups]) =>
    Object.entries(groups).flatMap(([group, names]) =>
      names.split(' ').map((name) => [`${service}:${name}`.toLowerCase(), group.slice(0, 1)] as const),
    ),
  ),
);
const services = new Set([...levels.keys()].map((name) => name.split(':')[0]));

describe('the tables about IAM that are kept by hand', () => {
  it('name permissions-management actions that AWS has, each with a page of AWS', () => {
    const { beyond_its_resource, gives_nothing, prerequisites } = read(
      permissionsManagement,
      'permissions-management/data.json',
    );
    const managing = [
      ...Object.keys(beyond_its_resource),
      ...Object.keys(gives_nothing),
      ...prerequisites.flatMap(({ actions }) => actions),
    ];
    expect(managing.filter((name) => levels.get(name) !== 'P')).toEqual([]);
    const beside = prerequisites.flatMap((row) => row.with);
    expect(beside.filter((name) => !levels.has(name))).toEqual([]);
    const twice = Object.keys(gives_nothing).filter((name) => name in beyond_its_resource);
    expect(twice).toEqual([]);
  });

  it('name the services that call a function, each with a page of AWS', () => {
    expect(Object.keys(read(lambdaCallers, 'lambda-callers/data.json').services)).not.toEqual([]);
  });

  it('ask tokens of a provider for claims that AWS has condition keys of', () => {
    const { issuers, not_known_yet } = read(federation, 'iam-federation/data.json');
    const keys = readFileSync(join(policyDirectory, 'tables', 'iam-condition-keys.json'), 'utf8');
    const beyondTheSubject = issuers.flatMap((row) =>
      'issuer' in row ? row.claims.slice(1).map((claim) => `${row.issuer}:${claim}`) : [],
    );
    expect(beyondTheSubject.filter((key) => !new RegExp(`[" ]${key}[" ]`).test(keys))).toEqual([]);
    expect(not_known_yet.claims).toEqual(['sub']);
  });

  it('trust the action data about services it has, and correct it about actions it has', () => {
    const { exact, documented } = read(arns, 'iam-arns.json');
    expect(exact.filter((service) => !services.has(service))).toEqual([]);
    expect(Object.keys(documented).filter((name) => !levels.has(name.toLowerCase()))).toEqual([]);
  });

  it('know condition keys of credentials and older ones, each with a page of AWS', () => {
    const { exact, of_credentials, older } = read(extraKeys, 'iam-extra-keys.json');
    expect(exact.filter((service) => !services.has(service))).toEqual([]);
    const keys = [...Object.keys(of_credentials), ...Object.keys(older)];
    expect(keys.filter((key) => !/^[a-z0-9-]+:[a-z0-9/*-]+$/.test(key))).toEqual([]);
  });
});
