import { withoutGolden } from '../../../scripts/emulator/golden';
import type { AttributeChange, ResourceChange } from '../../../scripts/model/change';

const attribute = (path: AttributeChange['path'], parts: Partial<AttributeChange> = {}): AttributeChange => ({
  path,
  known: true,
  sensitive: false,
  forcesReplacement: false,
  ...parts,
});

const change = (
  type: string,
  attributes: AttributeChange[],
  action: ResourceChange['action'] = 'update',
): ResourceChange => ({
  stack: 'data',
  address: `${type}.it`,
  type,
  mode: 'managed',
  action,
  source: null,
  attributes,
});

const rule = 'aws_vpc_security_group_egress_rule';
const description = attribute(['description'], { after: 'DynamoDB' });

describe('withoutGolden', () => {
  it('takes a change for golden whose every attribute has a row', () => {
    const forgotten = change(rule, [description]);
    const parameters = change('aws_db_parameter_group', [
      attribute(['parameter', 0, 'name'], { after: 'max_connections' }),
      attribute(['parameter', 12, 'value'], { after: '500' }),
    ]);
    expect(withoutGolden([forgotten, parameters])).toEqual({
      unexpected: [],
      golden: [forgotten, parameters],
    });
  });

  it.each([
    [
      'another attribute beside it',
      change(rule, [description, attribute(['to_port'], { before: 443, after: 80 })]),
    ],
    ['another type', change('aws_security_group', [description])],
    [
      'a value that moto did give',
      change(rule, [attribute(['description'], { before: 'old', after: 'new' })]),
    ],
    ['a replacement', change(rule, [description], 'replace')],
    ['a deletion', change(rule, [], 'delete')],
    ['an update without attributes', change(rule, [])],
    ['a deeper path', change(rule, [attribute(['description', 0], { after: 'x' })])],
  ])('leaves %s as it is', (_name, unexpected) => {
    expect(withoutGolden([unexpected])).toEqual({ unexpected: [unexpected], golden: [] });
  });

  it('takes a zero for what moto forgot', () => {
    const insights = change('aws_rds_cluster_instance', [
      attribute(['performance_insights_enabled'], { before: false, after: true }),
      attribute(['performance_insights_retention_period'], { before: 0, after: 7 }),
    ]);
    expect(withoutGolden([insights]).golden).toEqual([insights]);
  });
});
