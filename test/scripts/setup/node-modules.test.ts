import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { Checkout } from './checkout';

let checkout: Checkout;

describe('node_modules', () => {
  beforeEach(async () => {
    checkout = new Checkout();
    checkout.stubAll();
    await checkout.setUp();
    checkout.calls();
  });
  afterEach(() => {
    checkout.remove();
  });

  it('is not installed again because a file was touched', async () => {
    utimesSync(checkout.path('package-lock.json'), 4e9, 4e9);

    await checkout.setUp();

    expect(checkout.calls()).toEqual([]);
  });

  it.each([
    ['a version changed', { 'node_modules/left': { version: '1.0.1', integrity: 'sha512-left' } }],
    ['only a checksum changed', { 'node_modules/left': { version: '1.0.0', integrity: 'sha512-other' } }],
    ['a package went', {}],
  ])('is installed again when in the lock file %s', async (_, packages) => {
    checkout.lock(packages);

    await checkout.setUp();

    expect(checkout.work()).toEqual(['npm ci --no-audit --no-fund']);
  });

  it('is installed again when a package folder is gone', async () => {
    rmSync(checkout.path('node_modules'), { recursive: true });

    await checkout.setUp();

    expect(checkout.work()).toEqual(['npm ci --no-audit --no-fund']);
  });

  it('is taken as it is when npm ci was run by hand, with workspaces and without binaries of other platforms', async () => {
    const installed = {
      'node_modules/left': { version: '2.0.0', integrity: 'sha512-two' },
      'node_modules/member': { resolved: 'member', link: true },
    };
    checkout.lock({
      ...installed,
      member: { version: '1.0.0' },
      'node_modules/other-os': { version: '1.0.0', optional: true },
    });
    mkdirSync(checkout.path('node_modules', 'member'));
    writeFileSync(
      checkout.path('node_modules', '.package-lock.json'),
      JSON.stringify({ packages: installed }),
    );

    await checkout.setUp();

    expect(checkout.work()).toEqual([]);
  });
});
