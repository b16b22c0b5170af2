import { ActionTable } from '../../../../scripts/gate/iam/action-table';
import { StatementReach } from '../../../../scripts/gate/iam/reach';
import { isOfType, ResourceTypes } from '../../../../scripts/gate/iam/resource-types';
import { parseTemplate } from '../../../../scripts/gate/value/parse-template';
import { makeTemplate, type Hole, type Template } from '../../../../scripts/gate/value/value';
import { rowsOf } from '../support';

const text = (written: string): string | Template => parseTemplate(written, null);

describe('the resources of AWS', () => {
  const types = (): ResourceTypes =>
    new ResourceTypes(
      rowsOf({
        s3: {
          arns: ['s3:*', 's3:*/*', 's3:accesspoint/*'],
          actions: { '0 2': 'ListBucket', '1': 'GetObject PutObject' },
        },
        kms: { arns: ['kms:key/*'], actions: { '0 7': 'Decrypt' } },
        sns: { arns: ['sns:*'], actions: { '0': 'Publish' } },
        // its actions are about resources of another service
        backup: { arns: ['s3:*'], actions: { '0': 'Keep' } },
        many: {
          arns: ['many:e/*', 'many:d/*', 'many:c/*', 'many:b/*', 'many:a/*'],
          actions: { '0 1 2 3 4': 'Do' },
        },
      }),
      {
        exact: ['s3'],
        attributes: { 'aws_s3_bucket.arn': 's3:*', 'aws_s3_access_point.arn': 's3:accesspoint/*' },
        documented: {
          's3:Odd': { arn: 's3:odd/*', source: 'x' },
          'kms:List': { arn: 'kms:alias/*', source: 'x' },
        },
      },
    );
  const arns = (action: string): string[] =>
    types()
      .of(action)
      .map(({ arn }) => arn);

  it('are those an action is about, in any case', () => {
    expect(arns('s3:ListBucket')).toEqual(['s3:*', 's3:accesspoint/*']);
    expect(arns('S3:getobject')).toEqual(['s3:*/*']);
    const same = types();
    expect(same.of('s3:GetObject')).toBe(same.of('s3:PutObject'));
    expect(arns('s3:odd')).toEqual(['s3:odd/*']);
    expect(arns('kms:Decrypt')).toEqual(['kms:key/*']);
    expect(arns('kms:list')).toEqual(['kms:alias/*']);
    expect(arns('sqs:SendMessage')).toEqual([]);
    expect([types().isExact('s3'), types().isExact('kms')]).toEqual([true, false]);
  });

  it.each<[string, string, boolean]>([
    ['arn:aws:s3:::b', 's3:ListBucket', true],
    ['arn:aws:s3:::b/k', 's3:ListBucket', false],
    ['arn:aws:s3:::b/k', 's3:GetObject', true],
    ['arn:aws:s3:::b', 's3:GetObject', false],
    ['arn:aws:kms:::key/x', 's3:GetObject', false],
    ['arn:aws:sns:::a/b', 'sns:Publish', true],
    ['b/k', 's3:GetObject', false],
    ['${aws_s3_bucket.b.arn}', 's3:ListBucket', true],
    ['${aws_s3_bucket.b.arn}', 's3:GetObject', false],
    ['${aws_s3_bucket.b.arn}/*', 's3:GetObject', true],
    ['${aws_s3_bucket.b.arn}/*', 's3:ListBucket', false],
    ['${aws_s3_bucket.b.arn}/${var.x}', 's3:GetObject', true],
    ['${aws_s3_bucket.b.arn}${var.x}', 's3:ListBucket', true],
    ['${module.m.aws_s3_bucket.b.arn}', 's3:ListBucket', true],
    ['${aws_s3_bucket.b.id}', 's3:ListBucket', false],
    ['${upper(aws_s3_bucket.b.arn)}', 's3:ListBucket', false],
    ['${var.x}', 's3:ListBucket', false],
  ])('%s can be one of %s: %s', (resource, action, can) => {
    const read = types().read(text(resource));
    expect(
      types()
        .of(action)
        .some((type) => isOfType(read, type)),
    ).toBe(can);
  });

  it.each<[string, boolean, boolean]>([
    ['*', false, false],
    ['arn:aws:s3:::b/k', true, false],
    ['a/b', false, false],
    ['${var.x}', false, true],
    ['${var.x}/k', false, true],
    ['a${var.x}', false, false],
    ['${var.partition}:aws:s3:::b', false, false],
    ['$${aws:username}', false, false],
    ['${constructor}', false, true],
    ['${my_aws_x.y.arn}', false, true],
    ['${local.arns.a}', false, true],
    ['${aws_sqs_queue.q.url}', false, false],
    ['${upper(aws_sqs_queue.q.url)}', false, false],
    ['${replace(var.x, aws_sqs_queue.q.url, "")}', false, false],
    ['${data.aws_iam_role.x.arn}', false, false],
    ['${aws_s3_bucket.b.arn}/k', true, false],
  ])('%s has a slash: %s, is open: %s', (resource, hasSlash, isOpen) => {
    expect(types().read(text(resource))).toMatchObject({ hasSlash, isOpen });
  });

  it('are open where a plan says nothing of them, and have no form where it says what they are made of', () => {
    const read = (hole: Hole): unknown => {
      const { arn, isOpen } = types().read(makeTemplate([hole]));
      return [arn.fields, isOpen];
    };
    const arn = { stack: null, references: ['aws_s3_bucket.b.arn'] };
    expect(read({ ...arn, kind: 'computed' })).toEqual([null, true]);
    expect(read({ ...arn, kind: 'mention' })).toEqual([null, false]);
    expect(read({ ...arn, kind: 'mention', references: [] })).toEqual([null, true]);
    expect(types().read(text('${aws_s3_bucket.b.arn}')).arn.fields).toHaveLength(6);
  });

  const actions = (): ActionTable =>
    new ActionTable(
      rowsOf({
        s3: { L2: 'ListBucket', R2: 'GetObject', L0: 'ListAll' },
        kms: { W2: 'Decrypt', R0: 'Nothing' },
        sqs: { W2: 'SendMessage' },
        backup: { W2: 'Keep' },
        many: { W2: 'Do' },
      }),
    );
  const reach = (action: string, ...resources: string[]): unknown => {
    const { reach: found, about } = new StatementReach(resources.map(text), types, actions()).of(
      text(action),
    );
    return [found, ...about];
  };

  it.each<[string, string[], unknown[]]>([
    ['s3:GetObject', ['*', 'arn:aws:sqs:::q'], ['yes']],
    ['s3:GetObject', [], ['yes']],
    ['s3:${var.x}', ['arn:aws:sqs:::q'], ['yes']],
    ['s3:Teleport', ['arn:aws:sqs:::q'], ['yes']],
    ['s3:GetObject', ['**'], ['yes']],
    ['s3:GetObject', ['arn:aws:s3*'], ['yes']],
    ['s3:GetObject', ['${var.x}'], ['undetermined', 'arn:…:s3:…:NAME/NAME']],
    ['s3:GetObject', ['${var.x}', 'arn:aws:s3:::b/*'], ['yes']],
    ['s3:GetObject', ['arn:aws:s3:::b'], ['no', 'arn:…:s3:…:NAME/NAME']],
    [
      's3:*',
      ['arn:aws:sqs:::q'],
      ['no', 'arn:…:s3:…:NAME', 'arn:…:s3:…:NAME/NAME', 'arn:…:s3:…:accesspoint/NAME'],
    ],
    ['s3:*', ['arn:aws:s3:::b'], ['yes']],
    ['s3:*Object', ['arn:aws:s3:::b/k'], ['yes']],
    ['s3:*t*', ['arn:aws:s3:::b/k'], ['yes']],
    ['s3:GetObject', ['*:*:*:*:*:*'], ['yes']],
    ['s3:ListAll', ['*:*:*:*:*:*'], ['yes']],
    ['s3:ListAll', ['arn:aws:s3:::a*'], ['yes']],
    ['backup:Keep', ['arn:aws:s3:::b/k'], ['yes']],
    ['backup:Keep', ['arn:aws:sqs:::q'], ['no', 'arn:…:s3:…:NAME']],
    [
      'many:Do',
      ['arn:aws:sqs:::q'],
      ['no', 'arn:…:many:…:a/NAME', 'arn:…:many:…:b/NAME', 'arn:…:many:…:c/NAME', 'arn:…:many:…:d/NAME'],
    ],
    ['s3:ListAll', ['arn:aws:s3:::*'], ['yes']],
    ['s3:ListAll', ['arn:aws:s3:::b'], ['no']],
    ['kms:Decrypt', ['arn:aws:kms:::alias/x'], ['yes']],
    ['kms:Decrypt', ['arn:aws:sqs:::q'], ['no', 'arn:…:kms:…:key/NAME']],
    ['kms:Nothing', ['arn:aws:kms:::x'], ['yes']],
    ['sqs:SendMessage', ['arn:aws:sqs:::q'], ['yes']],
    ['sqs:SendMessage', ['arn:aws:s3:::b'], ['no']],
  ])('of the statement of %s %j are meant: %j', (action, resources, expected) => {
    expect(reach(action, ...resources)).toEqual(expected);
  });

  it('are weighed for each service of a statement by itself', () => {
    const found = new StatementReach(['arn:aws:sqs:::q'], types, actions());
    expect(found.of('kms:Nothing')).toEqual({ reach: 'no', about: [] });
    expect(found.of('sqs:SendMessage')).toEqual({ reach: 'yes', about: [] });
  });
});
