import { readArn, widthFor } from '../../../../scripts/gate/iam/principals/arn-pattern';
import { covers, overlaps, readPattern } from '../../../../scripts/gate/iam/principals/pattern';
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
  ])('%s and %s: covers %s, overlaps %s', (wide, narrow, covered, overlapping) => {
    expect(covers(read(wide), read(narrow))).toBe(covered);
    expect(overlaps(read(wide), read(narrow))).toBe(overlapping);
    expect(overlaps(read(narrow), read(wide))).toBe(overlapping);
  });
});

describe('how much of a type of resource a pattern names', () => {
  const role = { service: 'iam', tail: 'role/*' };
  it.each([
    ['*', 'any'],
    ['*:*', 'any'],
    ['arn:*', 'any'],
    ['arn:aws:iam*', 'any'],
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
    ['role/a', 'mismatch'],
  ] as const)('%s: %s', (given, width) => {
    expect(widthFor(readArn(read(given)), role)).toBe(width);
  });
});
