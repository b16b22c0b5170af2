import * as fc from 'fast-check';
import { covers, overlaps, readPattern } from '../../../../scripts/gate/iam/principals/pattern';
import { actionTable } from '../support';

const seed = Math.floor(Math.random() * 2 ** 31);

/** Few letters, so that patterns often meet. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 6 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 6 });
const asRegExp = (glob: string): RegExp => new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);

describe('two patterns', () => {
  it(`covers exactly the texts a regular expression matches (seed ${seed})`, () => {
    fc.assert(
      fc.property(pattern, text, (glob, literal) => {
        expect(covers(readPattern(glob), readPattern(literal))).toBe(asRegExp(glob).test(literal));
        expect(overlaps(readPattern(glob), readPattern(literal))).toBe(asRegExp(glob).test(literal));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it(`overlap wherever a text matches both, and cover only where every text does (seed ${seed})`, () => {
    fc.assert(
      fc.property(pattern, pattern, text, (left, right, literal) => {
        const [inLeft, inRight] = [asRegExp(left).test(literal), asRegExp(right).test(literal)];
        if (inLeft && inRight) expect(overlaps(readPattern(left), readPattern(right))).toBe(true);
        if (inRight && !inLeft) expect(covers(readPattern(left), readPattern(right))).toBe(false);
        if (covers(readPattern(left), readPattern(right)))
          expect(overlaps(readPattern(left), readPattern(right))).toBe(true);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('are compared in no time, however many stars they have', () => {
    const many = readPattern('*a'.repeat(400));
    expect(covers(many, readPattern('a'.repeat(4000)))).toBe(true);
    expect(covers(many, readPattern(`${'a'.repeat(4000)}b`))).toBe(false);
    expect(overlaps(many, readPattern('a*'.repeat(400)))).toBe(true);
  }, 20_000);
});

it('an action is compared in no time, however many wildcards it has', () => {
  expect(actionTable.match(`s3:${'?*'.repeat(100)}x`)).toEqual([]);
  expect(actionTable.match(`s3:Get${'*?'.repeat(6)}`).map(({ name }) => name)).toEqual(
    actionTable.match('s3:Get??????*').map(({ name }) => name),
  );
  expect(actionTable.match('s3:GetObjec*?*')).not.toEqual([]);
});
