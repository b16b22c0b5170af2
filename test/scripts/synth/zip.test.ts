import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zip } from '../../../scripts/synth/zip';

const python = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps([[i.filename, list(i.date_time), oct(i.external_attr >> 16), archive.read(i).decode()] for i in archive.infolist()]))
`;

test('another reader finds every file whole, readable by all and without a time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-zip-'));
  try {
    const file = join(folder, 'code.zip');
    writeFileSync(
      file,
      zip({
        'lib/é.js': Buffer.from('b'.repeat(100_000)),
        'index.js': Buffer.from(''),
        'a.js': Buffer.from('x'),
      }),
    );

    const entries: unknown = JSON.parse(execFileSync('python3', ['-c', python, file], { encoding: 'utf8' }));
    const [date, mode] = [[1980, 1, 1, 0, 0, 0], '0o100644'];
    expect(entries).toEqual([
      ['a.js', date, mode, 'x'],
      ['index.js', date, mode, ''],
      ['lib/é.js', date, mode, 'b'.repeat(100_000)],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the order files are given in does not matter', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')];

  expect(zip({ a, b })).toEqual(zip({ b, a }));
});

test('a renamed file is another archive', () => {
  const content = Buffer.from('a');

  expect(zip({ a: content })).not.toEqual(zip({ b: content }));
});
