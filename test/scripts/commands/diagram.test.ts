import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tollgate } from '../../support/command-line';

test('a picture that does not show what is synthesized is found, and left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-diagram-'));
  const file = join(folder, 'architecture.svg');
  writeFileSync(file, '<svg/>\n');

  const { code, stdout } = await tollgate(['diagram', '--check', '--out', file]);

  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: `${file} does not show prod as it is synthesized; run npm run diagram\n`,
  });
  expect(readFileSync(file, 'utf8')).toBe('<svg/>\n');
  rmSync(folder, { recursive: true });
}, 120_000);
