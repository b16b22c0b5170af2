import type { TrustFact } from '../../../../scripts/gate/input/policy-input';
import type { JsonValue } from '../../../../scripts/model/json';
import { iamOf, named, role } from './systems';

describe('who may assume a role', () => {
  const others = {
    aws_iam_user: { u: { name: 'u' }, v: { name: 'v-${var.x}' } },
    aws_iam_role: { other: role('other') },
  };
  const trusting = (Statement: JsonValue): TrustFact | null =>
    named(
      iamOf({
        ...others,
        aws_iam_role: {
          ...others.aws_iam_role,
          r: { name: 'r', assume_role_policy: JSON.stringify({ Statement }) },
        },
      }),
      'aws_iam_role.r',
    ).trust;
  const allowing = (Principal: JsonValue): TrustFact | null =>
    trusting([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }]);
  const nobody: TrustFact = { services: [], principals: [], account: false, anyone: false, waits_for: [] };

  it.each<[JsonValue, Partial<TrustFact>]>([
    ['*', { anyone: true }],
    [{ AWS: '*' }, { anyone: true }],
    [
      { AWS: ['${aws_iam_user.u.arn}', 'arn:aws:iam::111122223333:root'] },
      { account: true, principals: ['aws_iam_user.u'] },
    ],
    [{ AWS: '111122223333' }, { account: true }],
    [{ AWS: '1111222233334' }, {}],
    [{ AWS: 'x111122223333' }, {}],
    [{ AWS: 'arn:aws:iam::111122223333:rooted' }, {}],
    [{ AWS: 7 }, {}],
    [{ AWS: 'arn:aws:iam::${data.aws_caller_identity.c.account_id}:root' }, { account: true }],
    [
      { AWS: ['arn:aws:iam::111122223333:user/u', 'arn:aws:iam::111122223333:role/other'] },
      { principals: ['aws_iam_role.other', 'aws_iam_user.u'] },
    ],
    [{ AWS: 'arn:aws:iam::111122223333:role/gone' }, {}],
    [{ AWS: '${var.arn}' }, { waits_for: ['var.arn'] }],
    [{ AWS: 'arn:aws:iam::111122223333:user/v-${var.x}' }, { principals: ['aws_iam_user.v'] }],
    [
      { Service: ['Lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      { services: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
    ],
    [{ Service: '${var.service}' }, { waits_for: ['var.service'] }],
    [{ Service: 7 }, { waits_for: ['the trust policy'] }],
    [{ Federated: 'arn:aws:iam::111122223333:saml-provider/x' }, {}],
    [{ Federated: '*' }, {}],
    ['${var.principal}', { waits_for: ['var.principal'] }],
    [7, { waits_for: ['the trust policy'] }],
  ])('%j: %j', (principal, expected) => {
    expect(allowing(principal)).toEqual({ ...nobody, ...expected });
  });

  it('is nobody by a Deny, and open where a statement or the document is', () => {
    expect(trusting([{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }])).toEqual(nobody);
    expect(trusting([{ Effect: 'Allow', Action: 'sts:AssumeRole' }])).toEqual(nobody);
    expect(trusting(['${var.z}', '${var.a}'])).toEqual({ ...nobody, waits_for: ['var.a', 'var.z'] });
    expect(trusting('${var.all}')).toEqual({ ...nobody, waits_for: ['var.all'] });
    expect(trusting([7])).toEqual({ ...nobody, waits_for: ['the trust policy'] });
    expect(trusting([])).toEqual({ ...nobody, waits_for: ['the trust policy'] });
  });

  it('says nothing of what the role may do', () => {
    const inline_policy = [
      { name: 'a', policy: '${var.policy}' },
      { name: 'b', policy: JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*' } }) },
    ];
    const facts = iamOf({
      aws_iam_role: { r: role('r', { inline_policy }) },
      aws_iam_user: { u: { name: 'u' } },
    });
    expect(named(facts, 'aws_iam_role.r').trust).toEqual({ ...nobody, services: ['lambda.amazonaws.com'] });
    expect(named(facts, 'aws_iam_user.u').trust).toBeNull();
  });
});
