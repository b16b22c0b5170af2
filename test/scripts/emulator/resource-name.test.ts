import { resourceOf } from '../../../scripts/emulator/resource-name';
import type { JsonObject } from '../../../scripts/model/json';

describe('resourceOf', () => {
  it.each<[string, JsonObject, string]>([
    [
      'CreateRoute',
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', RouteTableId: 'rtb-1' },
      'rtb-1',
    ],
    ['DescribeVpcs', { 'VpcId.1': 'vpc-1' }, 'vpc-1'],
    ['DescribeRouteTables', { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': 'vpc-1' }, 'vpc-1'],
    ['PutParameter', { KeyId: 'alias/data', Name: '/payments/table', Value: 'x' }, '/payments/table'],
    ['GetKeyPolicy', { KeyId: 'key-1', PolicyName: 'default' }, 'key-1'],
    ['EnableKeyRotation', { KeyId: 'key-1' }, 'key-1'],
    ['CreateAlias', { AliasName: 'alias/data', TargetKeyId: 'key-1' }, 'alias/data'],
    ['PutRolePolicy', { PolicyDocument: '{}', PolicyName: 'p', RoleName: 'r' }, 'r'],
    ['CreateLogGroup', { kmsKeyId: 'key-1', logGroupName: '/aws/lambda/f' }, '/aws/lambda/f'],
    ['CreateFunction', { Role: 'arn:aws:iam::1:role/r', FunctionName: 'f' }, 'f'],
    ['CreateVpc', { CidrBlock: '10.0.0.0/16' }, ''],
    ['GetParameters', { Names: ['/a', '/b'] }, '/a'],
  ])('of %s is what the call is about', (action, parameters, expected) => {
    expect(resourceOf(action, {}, parameters)).toBe(expected);
  });

  it('is what the path names where it names something', () => {
    expect(resourceOf('PutObject', { Bucket: 'states', Key: 'dev/a' }, { Name: 'x' })).toBe('states/dev/a');
  });
});
