import { createHmac } from 'node:crypto';
import { signatureFault } from '../../../lambda/api/webhook-signature';

const now = 1_800_000_000;
const secret = 'a secret of this test';
const body = Buffer.from('{ "id":"evt_1" }');
const sign = (time: number | string, key = secret, signed: Buffer = body) =>
  createHmac('sha256', key).update(`${time}.`).update(signed).digest('hex');

test.each([
  ['now', `t=${now},v1=${sign(now)}`],
  ['at the end of the tolerance', `t=${now - 300},v1=${sign(now - 300)}`],
  ['by a clock ahead of ours', `t=${now + 300},v1=${sign(now + 300)}`],
  ['with an old secret too', `t=${now},v1=${sign(now, 'old')},v1=${sign(now)}`],
  ['with other schemes and spaces', `t=${now}, v0=x, v1=${sign(now)}`],
])('a body that was signed %s is taken', (_, signature) => {
  expect(signatureFault(signature, body, secret, now)).toBeNull();
});

test.each([
  ['absent', null],
  ['malformed', ''],
  ['malformed', `v1=${sign(now)}`],
  ['malformed', `t=${now}`],
  ['malformed', `t=now,v1=${sign('now')}`],
  ['outside-tolerance', `t=${now - 301},v1=${sign(now - 301)}`],
  ['outside-tolerance', `t=${now + 301},v1=${sign(now + 301)}`],
  ['mismatch', `t=${now},v1=${sign(now, 'other')}`],
  ['mismatch', `t=${now},v1=${sign(now - 1)}`],
  ['mismatch', `t=${now},v1=${sign(now).slice(0, 62)}`],
  ['mismatch', `t=${now},v1=${sign(now).toUpperCase()}`],
  ['mismatch', `t=${now},v1=`],
  ['mismatch', `t=${now},v1=${'é'.repeat(64)}`],
  // a scheme we do not know must not count
  ['malformed', `t=${now},v0=${sign(now)}`],
] as const)('a body is refused as %s: %j', (fault, signature) => {
  expect(signatureFault(signature, body, secret, now)).toBe(fault);
});

test('the very bytes are signed', () => {
  const signature = `t=${now},v1=${sign(now)}`;

  expect(signatureFault(signature, Buffer.from('{"id":"evt_1"}'), secret, now)).toBe('mismatch');
});
