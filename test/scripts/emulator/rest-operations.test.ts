import { matchRestOperation } from '../../../scripts/emulator/rest-operations';
import { openServiceModels, type ServiceModel } from '../../../scripts/emulator/service-models';
import { describeWithTools, toolPath } from '../../support/requirements';

const operation = (method: string, requestUri: string, more: object = {}) => ({
  http: { method, requestUri },
  ...more,
});

const model: ServiceModel = {
  metadata: { protocol: 'rest-xml' },
  operations: {
    GetThing: operation('GET', '/things/{Name}'),
    GetThingOld: operation('GET', '/things/{Name}', { deprecated: true }),
    GetThingTags: operation('GET', '/things/{Name}?tags'),
    GetLatest: operation('GET', '/things/latest'),
    GetFile: operation('GET', '/files/{Key+}'),
    GetPart: operation('GET', '/files/{Key+}', { input: { shape: 'PartInput' } }),
    CopyFile: operation('PUT', '/files/{Key+}', { input: { shape: 'CopyInput' } }),
    PutFile: operation('PUT', '/files/{Key+}'),
  },
  shapes: {
    PartInput: { required: ['Part'], members: { Part: { location: 'querystring', locationName: 'part' } } },
    CopyInput: {
      required: ['Source'],
      members: { Source: { location: 'header', locationName: 'X-Source' } },
    },
  },
};

const action = (method: string, target: string, headers = {}) =>
  matchRestOperation(model, method, target, headers)?.action ?? null;

describe('matchRestOperation', () => {
  it.each([
    ['GET', '/things/a', 'GetThing'],
    ['GET', '/things/a/', 'GetThing'],
    ['GET', '/things/a?tags', 'GetThingTags'],
    ['GET', '/things/a?tags=&x=1', 'GetThingTags'],
    ['GET', '/things/latest', 'GetLatest'],
    ['GET', '/files/a/b/c', 'GetFile'],
    ['GET', '/files/a/b?part=2', 'GetPart'],
    ['PUT', '/files/a', 'PutFile'],
    ['DELETE', '/files/a', null],
    ['GET', '/things/a/b', null],
    ['GET', '/', null],
  ])('%s %s is %s', (method, target, expected) => {
    expect(action(method, target)).toBe(expected);
  });

  it('looks at the headers an operation cannot do without', () => {
    expect(action('PUT', '/files/a', { 'x-source': 'b' })).toBe('CopyFile');
  });

  it('decodes what the path names', () => {
    expect(matchRestOperation(model, 'GET', '/files/a%20b/c%2Fd', {})?.labels).toEqual({ Key: 'a b/c/d' });
  });

  it('leaves a path as it is that cannot be decoded', () => {
    expect(matchRestOperation(model, 'GET', '/things/%zz', {})?.labels).toEqual({ Name: '%zz' });
  });
});

describeWithTools(['moto'], 'the service models of botocore', () => {
  it.each([
    ['lambda', 'POST', '/2015-03-31/functions', 'CreateFunction'],
    ['lambda', 'GET', '/2015-03-31/functions/f/versions?MaxItems=1', 'ListVersionsByFunction'],
    ['s3', 'PUT', '/b', 'CreateBucket'],
    ['s3', 'PUT', '/b/k?partNumber=1&uploadId=u', 'UploadPart'],
    ['s3', 'GET', '/b?list-type=2&prefix=dev', 'ListObjectsV2'],
    ['s3', 'GET', '/b?lifecycle', 'GetBucketLifecycleConfiguration'],
    ['s3', 'GET', '/', 'ListBuckets'],
    ['backup', 'PUT', '/backup/plans/p/selections/', 'CreateBackupSelection'],
    ['backup', 'GET', '/tags/arn%3Aaws%3Abackup', 'ListTags'],
    ['route53', 'GET', '/2013-04-01/hostedzone/Z1', 'GetHostedZone'],
  ])('know that %s %s %s is %s', (service, method, target, expected) => {
    const found = openServiceModels(toolPath('moto'))(service);
    expect(found && matchRestOperation(found, method, target, {})?.action).toBe(expected);
  });

  it('do not know every service', () => {
    const models = openServiceModels(toolPath('moto'));
    expect([models('no-such-service'), models('../lambda')]).toEqual([null, null]);
  });
});
