import type { InterestingAction } from '../../../../scripts/gate/iam/principals/interest';
import { readResource } from '../../../../scripts/gate/iam/principals/permission';
import { Targets, type Found, type TargetEntry } from '../../../../scripts/gate/iam/principals/targets';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import { resolvedSubject } from '../resolved-subject';
import { partsOf } from './principal-parts';
import { role } from './systems';

describe('a pattern among the resources of a system', () => {
  const parts = partsOf(
    { aws_iam_role: { jobs: role('jobs'), idle: role('idle') }, aws_sqs_queue: { q: {} } },
    { data: { aws_iam_role: { d: { name: 'd' }, other: { name: 'other' } } } },
  );
  const entry = (
    tail: string,
    principal: string,
    subject = resolvedSubject({}, { address: principal }).subject,
    template = { service: 'iam', tail: `${tail.slice(0, tail.indexOf('/'))}/*` },
  ): TargetEntry => ({
    subject,
    template,
    tail: parseTemplate(tail, null),
    principals: [principal],
  });
  // made anew for each test
  const targets = (): Targets =>
    new Targets(
      [
        entry('role/jobs', 'jobs', parts.subject('aws_iam_role.jobs')),
        entry('role/jobs-two', 'two'),
        entry('role/payments/jobs', 'paying'),
        entry('role/a*', 'any a'),
        entry('role/${var.name}-open', 'open'),
        entry('user/jobs', 'user'),
        entry('role/d', 'data', parts.subject('data.aws_iam_role.d')),
        entry('role/jobs', 'code', undefined, { service: 's3', tail: '*/*' }),
      ],
      parts.resolver,
    );
  const action = (...tails: string[]): InterestingAction => ({
    name: 'iam:x',
    isStep: true,
    isPower: false,
    targets: tails.map((tail) => ({ service: 'iam', tail, isRequired: true })),
    targetKey: tails.join(' '),
  });
  const about = action('role/*');
  const resources = (texts: readonly string[]): ReturnType<typeof readResource>[] =>
    texts.map((text) =>
      readResource(parseTemplate(text.replace(/^(role|user)\//, 'arn:aws:iam::111122223333:$1/'), null)),
    );
  const find = (
    patterns: readonly string[],
    without: readonly string[] = [],
    of = about,
    among = targets(),
  ): Found => among.find(resources(patterns), resources(without), of, null);

  it.each<[string, string[]]>([
    ['role/jobs', ['jobs']],
    ['role/job?', ['jobs']],
    ['role/jobs*', ['jobs', 'open', 'two']],
    ['role/jobs-*', ['open', 'two']],
    ['role/*jobs', ['any a', 'jobs', 'paying']],
    ['role/*/jobs', ['any a', 'paying']],
    ['role/*o', ['any a', 'two']],
    ['role/abc', ['any a']],
    ['role/a', ['any a']],
    ['role/${var.name}-open', ['any a', 'open']],
    ['${aws_iam_role.jobs.arn}-x', ['jobs']],
    ['${data.aws_iam_role.d.arn}', ['data']],
    ['role/ab*', ['any a', 'open']],
    ['role/x-open', ['open']],
    ['role/*', ['any a', 'data', 'jobs', 'open', 'paying', 'two']],
    ['${aws_iam_role.jobs.arn}', ['jobs']],
    ['${aws_iam_role.jobs.arn}*', ['jobs']],
    ['arn:aws:iam::${var.account}:role/jobs', ['jobs']],
  ])('%s names %j', (pattern, principals) => {
    const found = { principals, waitsFor: [], strangers: [], self: false };
    const among = targets();
    expect(find([pattern], [], about, among)).toEqual(found);
    // from what was looked up before
    expect(find([pattern], [], about, among)).toEqual(found);
  });

  it('names what is of the types of the action', () => {
    expect(find(['user/jobs'], [], action('user/*')).principals).toEqual(['user']);
    expect(find(['user/jobs', 'role/jobs'], [], action('user/*', 'role/*')).principals).toEqual([
      'jobs',
      'user',
    ]);
    expect(find(['${aws_iam_role.jobs.arn}'], [], action('user/*')).strangers).toEqual(['…']);
    expect(find(['${aws_iam_role.jobs.arn}'], [], action('user/*', 'role/*')).principals).toEqual(['jobs']);
    const both = action('role/*');
    const reading = { ...both, targets: [...both.targets, { service: 's3', tail: '*/*', isRequired: true }] };
    expect(find(['role/jobs'], [], reading).principals).toEqual(['jobs']);
    expect(find(['arn:aws:s3:::role/jobs'], [], reading).principals).toEqual(['code']);
  });

  it('says each thing it does not know once, in order', () => {
    const patterns = ['role/z', 'role/b-${var.z}', 'role/y', 'role/b-${var.a}', 'role/z'];
    expect(find(patterns)).toEqual({
      principals: ['open'],
      waitsFor: ['var.a', 'var.z'],
      strangers: ['arn:aws:iam::111122223333:role/y', 'arn:aws:iam::111122223333:role/z'],
      self: false,
    });
  });

  it.each([
    ['role/payments-*', ['payments-api', 'payments-jobs']],
    ['role/*-payments-jobs', ['a-payments-jobs', 'z-payments-jobs']],
    ['role/*s', ['a-payments-jobs', 'm-jobs', 'payments-jobs', 'z-payments-jobs']],
    ['role/m-jobs', ['m-jobs']],
    ['role/*-payments', []],
    ['role/zz*', []],
  ])('among many that are not in order %s names %j', (pattern, principals) => {
    const names = ['z-payments-jobs', 'b-api', 'a-payments-jobs', 'payments-api', 'payments-jobs', 'm-jobs'];
    const among = new Targets(
      names.map((name) => entry(`role/${name}`, name)),
      parts.resolver,
    );
    expect(find([pattern], [], about, among).principals).toEqual(principals);
  });

  it.each<[string, Partial<Found>]>([
    ['role/none', { strangers: ['arn:aws:iam::111122223333:role/none'] }],
    ['arn:${data.p.p.id}:iam::1:role/none', { strangers: ['arn:…:iam::1:role/none'] }],
    ['user/jobs', { strangers: ['arn:aws:iam::111122223333:user/jobs'] }],
    ['jobs', { strangers: ['jobs'] }],
    ['${aws_iam_role.idle.arn}', { strangers: ['…'] }],
    ['${aws_sqs_queue.q.arn}', { strangers: ['…'] }],
    ['${data.aws_iam_role.other.arn}', { waitsFor: ['data.aws_iam_role.other.arn'] }],
    ['${aws_iam_role.jobs.arn}-${var.name}', { waitsFor: ['aws_iam_role.jobs.arn', 'var.name'] }],
    [
      '${var.partition}:aws:iam::111122223333:role/none',
      { strangers: ['…:aws:iam::111122223333:role/none'] },
    ],
    ['arn:aws:iam*', { strangers: ['arn:aws:iam*'] }],
    ['${var.role}', { waitsFor: ['var.role'] }],
    ['role/b-${var.name}', { waitsFor: ['var.name'] }],
    ['role/$${aws:username}', { self: true }],
    ['role/$${aws:username}/x', {}],
    ['${upper(aws_iam_role.jobs.arn)}', { waitsFor: ['aws_iam_role.jobs.arn'] }],
  ])('%s names nobody: %j', (pattern, rest) => {
    expect({ ...find([pattern]), principals: [] }).toEqual({
      principals: [],
      waitsFor: [],
      strangers: [],
      self: false,
      ...rest,
    });
  });

  it.each<[string, string[], string[]]>([
    ['role/jobs*', ['role/jobs'], ['two']],
    ['role/jobs*', ['role/jobs-*'], ['jobs']],
    ['role/jobs*', ['role/*'], []],
    ['role/jobs*', ['*'], []],
    ['role/jobs*', ['${aws_iam_role.jobs.arn}'], ['two']],
    ['role/jobs*', ['${aws_iam_role.idle.arn}'], ['jobs', 'two']],
    ['role/jobs*', ['${aws_iam_role.jobs.arn}*'], ['jobs', 'two']],
    ['role/jobs*', ['user/*', 'user/jobs'], ['jobs', 'two']],
    ['role/jobs*', ['jobs'], ['jobs', 'two']],
    ['role/jobs*', ['arn:aws:s3:::role/jobs'], ['jobs', 'two']],
    ['role/jobs*', ['arn:aws:iam::${var.account}:role/jobs'], ['two']],
    ['role/jobs*', ['${aws_iam_role.jobs.arn}', 'role/jobs-two'], []],
  ])('%s without %j is %j', (pattern, without, left) => {
    const { principals } = find([pattern], without);
    expect(principals.filter((id) => id === 'jobs' || id === 'two')).toEqual(left);
  });
});
