import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../../../scripts/commands/write-whole';

describe('a file that is written as a whole', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-write-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each<[string, string | Iterable<string>]>([
    ['a text', 'ä one two'],
    ['pieces of a text', ['ä one', ' ', 'two']],
  ])('has %s, in a folder that is made for it', (_, content) => {
    const file = join(folder, 'reports', 'judgement.json');
    writeWhole(file, 'before, and longer than what comes after it');
    writeWhole(file, content);
    expect(readFileSync(file, 'utf8')).toBe('ä one two');
    expect(readdirSync(join(folder, 'reports'))).toEqual(['judgement.json']);
  });

  it('stays as it was where its content fails half way', () => {
    const file = join(folder, 'judgement.json');
    writeWhole(file, 'before');
    function* failing(): Generator<string> {
      yield 'after';
      throw new Error('no more');
    }
    expect(() => {
      writeWhole(file, failing());
    }).toThrow('no more');
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['judgement.json']);
  });

  it('is written to as it is where it is no plain file', () => {
    expect(() => {
      writeWhole('/dev/null', ['one', 'two']);
    }).not.toThrow();
    expect(readdirSync('/dev').filter((name) => name.startsWith('null'))).toEqual(['null']);
  });
});
