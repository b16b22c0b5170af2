import { Naming } from '../../stacks/lib/naming';

const naming = new Naming('dev');

test('a name says the product, the noun and the suffix', () => {
  expect(naming.name('session-keys')).toBe('payments-session-keys-dev');
});

test('every other form carries the suffix too', () => {
  expect(naming.alias('sessions')).toBe('alias/payments-sessions-dev');
  expect(naming.parameter('sessions/table-name')).toBe('/payments/dev/sessions/table-name');
  expect(naming.stateKey('network')).toBe('dev/network.tfstate');
  expect(naming.functionLogGroup(naming.name('sessions'))).toBe('/aws/lambda/payments-sessions-dev');
});

test.each(['Sessions', 'session_keys', '-sessions', 'sessions-', '', 'a--b', '2fast'])(
  'the noun %j is refused',
  (noun) => {
    expect(() => naming.name(noun)).toThrow(
      `${JSON.stringify(noun)} cannot be part of a name: write lower-case words joined by hyphens, such as session-keys`,
    );
  },
);

test('a name of exactly the limit is taken and one character more is refused', () => {
  const noun = 'n'.repeat(64 - 'payments--dev'.length);

  expect(naming.name(noun)).toHaveLength(64);
  expect(() => naming.name(`${noun}n`)).toThrow(
    `the name payments-${noun}n-dev has 65 characters where 64 are allowed: use a shorter noun`,
  );
});
