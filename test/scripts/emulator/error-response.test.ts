import type { Protocol } from '../../../scripts/emulator/aws-call';
import { errorResponse } from '../../../scripts/emulator/error-response';

const message = 'no such <thing> & more';
const escaped = 'no such &lt;thing&gt; &amp; more';

describe('errorResponse', () => {
  it.each<[Protocol, RegExp]>([
    ['query', /<ErrorResponse><Error><Type>Sender<\/Type><Code>C<\/Code><Message>(.*)<\/Message><\/Error>/],
    [
      'rest-xml',
      /<ErrorResponse><Error><Type>Sender<\/Type><Code>C<\/Code><Message>(.*)<\/Message><\/Error>/,
    ],
    ['ec2', /<Response><Errors><Error><Code>C<\/Code><Message>(.*)<\/Message><\/Error><\/Errors>/],
    ['s3', /<Error><Code>C<\/Code><Message>(.*)<\/Message>/],
  ])('is XML of the %s protocol', (protocol, pattern) => {
    const { status, body } = errorResponse(protocol, 'C', message);
    expect([status, pattern.exec(body.toString())?.[1]]).toEqual([400, escaped]);
  });

  it.each<Protocol>(['json', 'rest-json'])('is JSON of the %s protocol', (protocol) => {
    const { status, headers, body } = errorResponse(protocol, 'C', message);
    expect([status, headers['x-amzn-errortype'], JSON.parse(body.toString())]).toEqual([
      400,
      'C',
      { __type: 'C', code: 'C', message, Message: message },
    ]);
  });

  it('is a CBOR map for a service that speaks CBOR', () => {
    const { headers, body } = errorResponse('cbor', 'C', 'm');
    expect(headers).toMatchObject({ 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' });
    // a2: a map of two; 79 and two bytes: a text and its length
    const text = (value: string) =>
      `79${value.length.toString(16).padStart(4, '0')}${Buffer.from(value).toString('hex')}`;
    expect(body.toString('hex')).toBe(`a2${['__type', 'C', 'message', 'm'].map(text).join('')}`);
  });
});
