import {
  isEverything,
  isOpaque,
  readArn,
  tailOf,
  widthFor,
} from '../../../../scripts/gate/iam/principals/arn-pattern';
import { covers, isHole, overlaps, readPattern } from '../../../../scripts/gate/iam/principals/pattern';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';

const read = (text: string): ReturnType<typeof readPattern> => readPattern(parseTemplate(text, null));

describe('one pattern and another', () => {
  it.each<[wide: string, narrow: string, covers: boolean, overlaps: boolean]>([
    ['*', 'a*', true, true],
    ['a*', '*', false, true],
    ['a*', 'ab*', true, true],
    ['a*b', 'ab', true, true],
    ['a*b', 'a*c', false, false],
    ['?', 'a', true, true],
    ['?', '*', false, true],
    ['a?', 'a*', false, true],
    ['*a*', '*b*', false, true],
    ['a', 'b', false, false],
    ['${x.y.z}', '${x.y.z}', true, true],
    ['${x.y.z}', '${x.y.other}', false, true],
    ['*', '${x.y.z}', true, true],
    ['?', '${x.y.z}', false, true],
    ['a', '${x.y.z}', false, true],
    ['a-*', 'b-${x.y.z}', false, false],
    ['${x.y.z}-*', '${x.y.z}-jobs', true, true],
    ['a', '$${aws:username}', false, true],
    ['$${aws:UserName}', '$${aws:username}', true, true],
    ['$${*}', 'a', false, false],
    ['*', '', true, true],
    ['', '', true, true],
    ['', 'a', false, false],
    ['*ab*', 'acb', false, false],
    ['*ab*', 'cabc', true, true],
    ['*ab*', 'ab', true, true],
    ['*a?b*', 'xaxbx', true, true],
    ['*a?b*', 'xabx', false, false],
    ['*aa', 'a', false, false],
    ['a*a', 'a', false, false],
    ['*a*b', 'ba', false, false],
    ['*a-*', 'b-*', false, true],
    // what is not a reference may differ each time it is read
    ['${upper(x.y.z)}', '${upper(x.y.z)}', false, true],
    ['$x', '$y', false, false],
    ['a{x}', 'a{y}', false, false],
    ['$${?}', '?', false, true],
    ['$${a*}', '$${a*}', true, true],
    ['$${a*}', '$${*a}', false, true],
  ])('%s and %s: covers %s, overlaps %s', (wide, narrow, covered, overlapping) => {
    expect(covers(read(wide), read(narrow))).toBe(covered);
    expect(overlaps(read(wide), read(narrow))).toBe(overlapping);
    expect(overlaps(read(narrow), read(wide))).toBe(overlapping);
  });
});

describe('what is read of a text', () => {
  it('are its characters, with one star for many', () => {
    expect(readPattern('a**b')).toEqual(readPattern('a*b'));
    expect(readPattern('ab?')).toHaveLength(3);
  });

  it('is no variable where its brace is not closed', () => {
    expect(readPattern('${a')).toHaveLength(3);
    expect(readPattern('${a}')).toHaveLength(1);
  });

  it('is unknown at a variable, and nowhere else', () => {
    expect(readPattern('a*?${aws:username}${aws:userid}').map(isHole)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('how much of a type of resource a pattern names', () => {
  const role = { service: 'iam', tail: 'role/*' };
  it.each([
    ['*', 'any'],
    ['*:*', 'any'],
    ['arn:*', 'any'],
    ['arn:aws:iam*', 'any'],
    ['arn:aws:iam?*', 'any'],
    ['arn?*', 'any'],
    ['a*', 'any'],
    ['*?', 'any'],
    ['*:iam:*', 'any'],
    ['arn:aws:iam:*', 'any'],
    ['arn:aws:iam::*:role/*', 'any'],
    ['arn:aws:iam::${data.aws_caller_identity.c.account_id}:role/*', 'any'],
    ['arn:${data.aws_partition.p.partition}:iam::111122223333:*', 'any'],
    ['arn:*:*:*:*:*', 'any'],
    ['arn:aws:iam::111122223333:role/a*', 'pattern'],
    ['arn:aws:iam::111122223333:role/${var.x}-*', 'pattern'],
    ['${aws_iam_role.r.arn}*', 'pattern'],
    ['arn:aws:iam::111122223333:role/a', 'named'],
    ['arn:aws:iam::*:role/a', 'named'],
    ['${aws_iam_role.r.arn}', 'named'],
    ['arn:aws:iam::111122223333:user/*', 'mismatch'],
    ['arn:aws:s3:::*', 'mismatch'],
    ['arn:aws:s3*', 'mismatch'],
    ['arn:aws:iam', 'mismatch'],
    ['arn:aws:iamx*', 'mismatch'],
    ['arn:aws:ia:*', 'mismatch'],
    ['arn:aws:?iam:*', 'mismatch'],
    ['arnx*', 'mismatch'],
    ['arnx:*', 'mismatch'],
    ['s3*', 'mismatch'],
    ['arn:aws:iam:*:role', 'mismatch'],
    ['xarn:aws:iam::111122223333:role/a', 'mismatch'],
    ['role/a', 'mismatch'],
  ] as const)('%s: %s', (given, width) => {
    expect(widthFor(readArn(read(given)), role)).toBe(width);
  });

  it.each<[owner: string | null, given: string, type: string, width: string]>([
    ['aws_iam_role', '${x.y.arn}', 'iam:role/*', 'named'],
    ['aws_iam_role', '${x.y.arn}*', 'iam:role/*', 'pattern'],
    ['aws_iam_role', '${x.y.arn}', 'iam:user/*', 'mismatch'],
    ['aws_iam_role', '${x.y.arn}', 's3:*/*', 'mismatch'],
    ['aws_iam_instance_profile', '${x.y.arn}', 'iam:instance-profile/*', 'named'],
    ['aws_iam_openid_connect_provider', '${x.y.arn}', 'iam:openid-connect-provider/*', 'named'],
    ['aws_s3_bucket', '${x.y.arn}/*', 's3:*/*', 'pattern'],
    ['aws_s3_bucket', '${x.y.arn}', 'iam:role/*', 'mismatch'],
    [null, '${x.y.arn}', 'iam:role/*', 'named'],
    [null, '${x.y.arn}', 's3:*/*', 'named'],
  ])('a reference to %s, %s, as %s: %s', (owner, given, type, width) => {
    const [service = '', tail = ''] = type.split(':');
    expect(widthFor(readArn(read(given), owner), { service, tail })).toBe(width);
  });

  it('has all that follows the fifth colon as its last field', () => {
    const arn = readArn(read('arn:aws:lambda:eu-west-1:111122223333:function:f:1'));
    expect(arn.fields).toEqual(
      ['arn', 'aws', 'lambda', 'eu-west-1', '111122223333', 'function:f:1'].map((field) => read(field)),
    );
    expect(tailOf(arn)).toEqual(read('function:f:1'));
    expect(tailOf(readArn(read('arn:aws:lambda:eu-west-1:function')))).toBeNull();
  });

  it.each([
    ['*', true],
    ['*:*', true],
    ['?*:', true],
    ['??', false],
    [':', false],
    ['', false],
    ['*a', false],
    ['*${x.y.z}', false],
  ])('%s is everything: %s', (given, isAll) => {
    expect(isEverything(read(given))).toBe(isAll);
  });

  it.each([
    ['${x.y.z}', true],
    ['${x.y.z}/*', true],
    ['${x.y.z}:aws:iam::111122223333:role/a', false],
    ['a-${x.y.z}', false],
    ['*', false],
    ['', false],
  ])('of %s nothing is known at its beginning: %s', (given, opaque) => {
    expect(isOpaque(readArn(read(given)))).toBe(opaque);
  });
});
