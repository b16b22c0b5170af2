import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveOf, readBundle, storeBundle } from '../../../scripts/synth/function-cache';
import { writeFileIn } from './written-synthesis';

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'tollgate-cache-'));
  for (const file of [
    'package-lock.json',
    'tsconfig.json',
    'scripts/synth/functions.ts',
    'scripts/synth/zip.ts',
    'lambda/a/handler.ts',
  ]) {
    writeFileIn(repository, file, 'content');
  }
  storeBundle(repository, 'a', Buffer.from('bundled'), ['lambda/a/handler.ts']);
});
afterEach(() => {
  rmSync(repository, { recursive: true });
});

const bundle = () => readBundle(repository, 'a')?.toString() ?? null;

test('a bundle is found again as long as nothing it was made from has changed', () => {
  writeFileIn(repository, 'lambda/a/handler.ts', 'content');

  expect(bundle()).toBe('bundled');
  expect(readdirSync(join(repository, '.cache/functions')).sort()).toEqual(['a.js', 'a.json']);
});

test.each(['lambda/a/handler.ts', 'package-lock.json', 'tsconfig.json', 'scripts/synth/functions.ts'])(
  'another content of %s makes it stale',
  (file) => {
    writeFileIn(repository, file, 'other');

    expect(bundle()).toBeNull();
  },
);

test('a file that is gone makes it stale', () => {
  rmSync(join(repository, 'lambda/a/handler.ts'));

  expect(bundle()).toBeNull();
});

test('a bundle that was changed by hand is not deployed', () => {
  writeFileSync(join(repository, '.cache/functions/a.js'), 'bundled by somebody else');

  expect(bundle()).toBeNull();
});

test('a record cut off in the middle is no record', () => {
  writeFileSync(join(repository, '.cache/functions/a.json'), '{"code":');

  expect(bundle()).toBeNull();
});

test('a function that was never bundled is not found', () => {
  expect(readBundle(repository, 'b')).toBeNull();
});

describe('a zip', () => {
  let made: number;
  beforeEach(() => {
    made = 0;
  });
  const archive = (content = 'code'): string =>
    Buffer.from(
      archiveOf(repository, 'a', { 'index.js': Buffer.from(content) }, (files) => {
        made += 1;
        return Buffer.from(`zip ${made} of ${Buffer.from(files['index.js']!).toString()}`);
      }),
    ).toString();

  test('is made once for the same files', () => {
    expect([archive(), archive(), made]).toEqual(['zip 1 of code', 'zip 1 of code', 1]);
  });

  test('is made anew for other files, and by other code', () => {
    expect([archive(), archive('other')]).toEqual(['zip 1 of code', 'zip 2 of other']);
    writeFileIn(repository, 'scripts/synth/zip.ts', 'another way to compress');
    expect(archive('other')).toBe('zip 3 of other');
  });

  test('that was changed by hand is not deployed', () => {
    archive();
    writeFileSync(join(repository, '.cache/functions/a.zip'), 'zipped by somebody else');
    expect(archive()).toBe('zip 2 of code');
  });
});
