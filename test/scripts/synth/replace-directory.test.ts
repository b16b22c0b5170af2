import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceDirectory } from '../../../scripts/synth/replace-directory';
import { writeFileIn } from './written-synthesis';

let parent: string;
let target: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'tollgate-replace-'));
  target = join(parent, 'cdktf.out');
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const write = (content: string) => (directory: string) => {
  writeFileIn(directory, 'manifest.json', content);
  return Promise.resolve();
};

test('a new folder comes into being, with the folders above it', async () => {
  target = join(parent, 'a/b/cdktf.out');

  await replaceDirectory(target, write('new'));

  expect(readFileSync(join(target, 'manifest.json'), 'utf8')).toBe('new');
  expect(readdirSync(join(parent, 'a/b'))).toEqual(['cdktf.out']);
});

test('what only the old folder had is gone', async () => {
  writeFileIn(target, 'manifest.json', 'old');
  writeFileIn(target, 'stacks/gone/cdk.tf.json', '{}');

  await replaceDirectory(target, write('new'));

  expect(readdirSync(target)).toEqual(['manifest.json']);
  expect(readdirSync(parent)).toEqual(['cdktf.out']);
});

test('a writer that fails half-way leaves the old folder untouched and nothing of its own', async () => {
  writeFileIn(target, 'manifest.json', 'old');
  const fail = async (directory: string) => {
    await write('half')(directory);
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };

  await expect(replaceDirectory(target, fail)).rejects.toThrow('ENOSPC');

  expect(readFileSync(join(target, 'manifest.json'), 'utf8')).toBe('old');
  expect(readdirSync(parent)).toEqual(['cdktf.out']);
});

test('the old folder stands until the new one is whole', async () => {
  writeFileIn(target, 'manifest.json', 'old');

  await replaceDirectory(target, async (directory) => {
    await write('new')(directory);
    expect(readFileSync(join(target, 'manifest.json'), 'utf8')).toBe('old');
  });

  expect(readFileSync(join(target, 'manifest.json'), 'utf8')).toBe('new');
});

test('an empty folder may be replaced', async () => {
  writeFileIn(target, 'x', '');
  rmSync(join(target, 'x'));

  await replaceDirectory(target, write('new'));

  expect(existsSync(join(target, 'manifest.json'))).toBe(true);
});

test.each([
  [
    'a folder of something else',
    () => {
      writeFileIn(target, 'main.ts', 'precious');
    },
  ],
  [
    'a file',
    () => {
      writeFileSync(target, 'precious');
    },
  ],
  [
    'a symbolic link',
    () => {
      symlinkSync(tmpdir(), target);
    },
  ],
])('%s is never replaced', async (_, make) => {
  make();

  await expect(replaceDirectory(target, write('new'))).rejects.toThrow(
    `${target} is not a synthesis and would be replaced: choose a folder that is new, empty or an earlier cdktf.out`,
  );
  expect(readdirSync(parent)).toEqual(['cdktf.out']);
});
