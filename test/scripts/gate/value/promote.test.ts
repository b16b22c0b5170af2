import { encodeValue } from '../../../../scripts/gate/value/encode';
import { liftKnownObject, liftTemplateObject } from '../../../../scripts/gate/value/lift';
import { promoteObject } from '../../../../scripts/gate/value/promote';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';

/** What a plan and the template it came from are together. */
function together(after: JsonObject, afterUnknown: JsonObject, template: JsonObject): JsonValue {
  const known = liftKnownObject(after, afterUnknown, 'app', 'aws_x.y');
  return encodeValue(promoteObject(known, liftTemplateObject(template, 'app')), 'app');
}

const unknown = (parts: (string | null)[], ...waitsFor: string[]): JsonValue => ({
  $unknown: { waits_for: waitsFor, parts },
});

describe('a plan with its template', () => {
  it('has the template where the plan does not know', () => {
    expect(
      together({ name: 'a' }, { policy: true }, { name: '${local.n}', policy: '{"A":"${aws_q.r.arn}"}' }),
    ).toEqual({
      name: 'a',
      policy: unknown(['{"A":"', null, '"}'], 'aws_q.r.arn'),
    });
  });

  it('has what only the template says, such as its lifecycle', () => {
    expect(together({ name: 'a' }, {}, { name: 'a', lifecycle: { prevent_destroy: true } })).toEqual({
      name: 'a',
      lifecycle: { prevent_destroy: true },
    });
  });

  it('lacks what the provider computes and the template never mentions', () => {
    expect(together({ block: [{ a: 1 }] }, { id: true, block: [{ b: true }] }, { block: { a: 1 } })).toEqual({
      block: [{ a: 1 }],
    });
  });

  it('keeps a literal that the plan shows as null, and null where an expression came to it', () => {
    expect(together({ password_wo: null, a: null }, {}, { password_wo: 'secret', a: '${var.a}' })).toEqual({
      password_wo: 'secret',
    });
  });

  it('believes what the plan knows over the template', () => {
    expect(together({ a: ['x'], b: 1 }, {}, { a: '${var.a}', b: 2 })).toEqual({ a: ['x'], b: 1 });
  });

  it('joins the items of a set that terraform put in another order', () => {
    const after = {
      rule: [
        { port: 2, cidr: null },
        { port: 1, cidr: null },
      ],
    };
    const afterUnknown = { rule: [{ cidr: true }, { cidr: true }] };
    const template = {
      rule: [
        { port: 1, cidr: '${aws_a.one.cidr}' },
        { port: '2', cidr: '${aws_a.two.cidr}' },
      ],
    };
    expect(together(after, afterUnknown, template)).toEqual({
      rule: [
        { port: 2, cidr: unknown([null], 'aws_a.two.cidr') },
        { port: 1, cidr: unknown([null], 'aws_a.one.cidr') },
      ],
    });
  });

  it('does not give an open item the template of a literal one', () => {
    expect(
      together({ list: [null, 'a'] }, { list: [true, false] }, { list: ['a', '${aws_x.z.id}'] }),
    ).toEqual({
      list: [unknown([null], 'aws_x.z.id'), 'a'],
    });
  });

  it('stays open where no item of the template agrees', () => {
    expect(together({ b: [{ p: 1 }] }, { b: [{ q: true }] }, { b: [{ p: 2, q: 'x' }] })).toEqual({
      b: [{ p: 1, q: unknown([null], 'aws_x.y.b') }],
    });
  });
});
