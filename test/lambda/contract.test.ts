import Ajv from 'ajv';
import fc from 'fast-check';
import type { ZodMiniType } from 'zod/mini';
import { amountSchema, paymentSchema, sessionSchema } from '../../lambda/api/schemas';
import { databaseUsers } from '../../lambda/contract/database';
import { functionNames } from '../../lambda/contract/functions';
import type { MigratorAnswer } from '../../lambda/contract/migrations';
import { functionParameters, secretParameters } from '../../lambda/contract/parameters';
import { requestSchemas } from '../../lambda/contract/requests';
import { openRoutes, routes, type Route } from '../../lambda/contract/routes';
import { parseMigratorAnswer } from '../../scripts/commands/release/migrator-answer';

const ajv = new Ajv();
/** ajv knows draft 7, of which what we use of draft 4 is a part. */
const validator = ({ $schema, ...schema }: { readonly $schema: string }) => {
  expect($schema).toBe('http://json-schema.org/draft-04/schema#');
  return ajv.compile(schema);
};
let validators: Record<keyof typeof requestSchemas, (value: unknown) => boolean>;
beforeAll(() => {
  validators = {
    payment: validator(requestSchemas.payment),
    amount: validator(requestSchemas.amount),
    session: validator(requestSchemas.session),
  };
});
const ours: Record<keyof typeof requestSchemas, ZodMiniType> = {
  payment: paymentSchema,
  amount: amountSchema,
  session: sessionSchema,
};

const amount = { value: '1050', currency: 'EUR' };
const payment = { amount, paymentMethod: 'pm_0123456789abcdef', captureMethod: 'manual' };
const session = { seenVersion: 0, lifetimeInSeconds: 900, attributes: { cart: '1' } };

describe('API Gateway and the function', () => {
  it.each<[keyof typeof requestSchemas, unknown, boolean]>([
    ['payment', payment, true],
    ['payment', { ...payment, captureMethod: 'later' }, false],
    ['payment', { ...payment, amount: { ...amount, value: 1050 } }, false],
    ['payment', { ...payment, amount: { ...amount, value: '0' } }, false],
    ['payment', { ...payment, amount: { ...amount, value: '-1' } }, false],
    ['payment', { ...payment, amount: { ...amount, value: '10.50' } }, false],
    ['payment', { ...payment, amount: { ...amount, value: '9'.repeat(19) } }, false],
    ['payment', { ...payment, amount: { ...amount, currency: 'eur' } }, false],
    // a card number has no place anywhere
    ['payment', { ...payment, paymentMethod: '4242424242424242' }, false],
    ['payment', { ...payment, cardNumber: '4242424242424242' }, false],
    ['payment', [], false],
    ['payment', null, false],
    ['amount', { amount }, true],
    ['amount', { amount, reason: 'x' }, false],
    ['session', session, true],
    ['session', { ...session, seenVersion: -1 }, false],
    ['session', { ...session, seenVersion: 1.5 }, false],
    ['session', { ...session, seenVersion: 2 ** 53 }, false],
    ['session', { ...session, lifetimeInSeconds: 0 }, false],
    ['session', { ...session, lifetimeInSeconds: 86_401 }, false],
    ['session', { ...session, attributes: { cart: 1 } }, false],
    ['session', { ...session, attributes: { cart: 'x'.repeat(1025) } }, false],
    [
      'session',
      { ...session, attributes: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [i, 'x'])) },
      false,
    ],
  ])('agree on the body of a %s: %j', (name, body, expected) => {
    expect([validators[name](body), ours[name].safeParse(body).success]).toEqual([expected, expected]);
  });

  it('agree on whatever else is sent', () => {
    const near = (base: object) =>
      fc
        .tuple(fc.constantFrom(...Object.keys(base)), fc.jsonValue(), fc.boolean())
        .map(([key, value, drop]) =>
          drop
            ? Object.fromEntries(Object.entries(base).filter(([name]) => name !== key))
            : { ...base, [key]: value },
        );
    const bodies = { payment: near(payment), amount: near({ amount }), session: near(session) };
    for (const [name, body] of Object.entries(bodies) as [
      keyof typeof requestSchemas,
      fc.Arbitrary<object>,
    ][]) {
      fc.assert(
        fc.property(body, (value) => validators[name](value) === ours[name].safeParse(value).success),
        { numRuns: 300 },
      );
    }
  });
});

describe('the contract', () => {
  it('leaves exactly the listed routes without IAM authorisation', () => {
    const open = Object.values<Route>(routes)
      .filter(({ authorization }) => authorization === 'none')
      .map(({ method, path }) => `${method} ${path}`);

    expect(open.sort()).toEqual([...openRoutes].sort());
  });

  it('gives each function but the migrator a database user of its own', () => {
    expect(Object.keys(databaseUsers).sort()).toEqual(
      functionNames.filter((name) => name !== 'migrator').sort(),
    );
    expect(new Set(Object.values(databaseUsers)).size).toBe(functionNames.length - 1);
  });

  it('lets no function read a secret it does not use', () => {
    const secrets: readonly string[] = Object.values(secretParameters);
    const read = Object.entries(functionParameters).flatMap(([name, paths]) =>
      paths.filter((path) => secrets.includes(path)).map((path) => `${name}: ${path}`),
    );

    expect(read).toEqual(['api: psp/webhook-secret']);
  });

  it('has the migrator answer what the pipeline reads', () => {
    const answer: MigratorAnswer = {
      action: 'migrate',
      pending: [],
      applied: ['0001-a.sql'],
      users: { status: 'skipped', reason: 'r' },
    };

    expect(parseMigratorAnswer(JSON.parse(JSON.stringify(answer)) as never, 'migrator')).toEqual(answer);
  });
});
