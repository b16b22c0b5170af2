import { runPolicyCoverage } from '../../../../scripts/commands/policy-coverage';
import { buildCoverageTable, coverageFamilies } from '../../../../scripts/gate/build/tables/coverage';
import { coverageOf } from '../../../../scripts/gate/engine/coverage';
import { readRuleCatalogue } from '../../../../scripts/gate/engine/rule-catalogue';
import { GateError } from '../../../../scripts/gate/error';
import { uncoveredTypes } from '../../../../scripts/gate/input/uncovered';
import { coverageAsText } from '../../../../scripts/report/coverage-text';
import { InputError } from '../../../../scripts/model/error';
import { policyDirectory } from '../support';
import { aRule } from '../waiver/waiver-fixture';

const optional = { type: 'string', optional: true };
const schema = {
  source: 'hashicorp/aws 5.100.0',
  resources: {
    aws_door: { attributes: { name: optional, lock_key: { type: 'string' } } },
    aws_safe: { block_types: { door: { block: { attributes: { lock_key: optional } } } } },
    aws_wall: { attributes: { lock_key: optional } },
  },
};
const families = {
  locks: {
    asks: 'whether it is locked',
    attributes: 'lock_key',
    otherwise: 'it has no lock',
    except: { aws_wall: 'a wall has no lock, whatever the provider says' },
  },
  house: { asks: 'whose it is', attributes: null, otherwise: 'it is about the house', except: {} },
};
const table = buildCoverageTable(schema, '2026-11-01', families);

describe('the coverage of the rules', () => {
  it('is read off what can be set of a type, in its blocks too', () => {
    expect(table.types).toEqual({ aws_door: [], aws_safe: ['locks'], aws_wall: ['locks'] });
  });

  it('is checked where a rule names the type, not applicable with a reason, or no rule', () => {
    const naming = aRule({ id: 'locks/closed', attributes: ['aws_door.lock_key'] });
    const every = aRule({ id: 'house/known', attributes: ['*'] });

    expect(coverageOf([naming, every], table)).toEqual({
      source: 'hashicorp/aws 5.100.0, with scripts/gate/build/tables/coverage-families.json',
      date: '2026-11-01',
      families: ['house', 'locks'],
      forEveryType: { house: ['house/known'], locks: [] },
      types: {
        aws_door: {
          house: { status: 'not applicable', reason: 'it is about the house' },
          locks: { status: 'checked', rules: ['locks/closed'] },
        },
        aws_safe: {
          house: { status: 'not applicable', reason: 'it is about the house' },
          locks: { status: 'no rule' },
        },
        aws_wall: {
          house: { status: 'not applicable', reason: 'it is about the house' },
          locks: { status: 'not applicable', reason: 'a wall has no lock, whatever the provider says' },
        },
      },
    });
  });

  it('counts a rule for every type as a check only where the family says that it looks at them all', () => {
    const every = aRule({ id: 'locks/known', attributes: ['*'] });
    const status = (rulesForEveryTypeCheck: boolean): unknown =>
      coverageOf(
        [every],
        buildCoverageTable(schema, '2026-11-01', { locks: { ...families.locks, rulesForEveryTypeCheck } }),
      ).types['aws_safe']?.['locks'];
    expect(status(false)).toEqual({ status: 'no rule' });
    expect(status(true)).toEqual({ status: 'checked', rules: ['locks/known'] });
  });

  it('is an error for a family nobody has described, and for an exception of no type', () => {
    expect(() => coverageOf([aRule({ id: 'garden/mown' })], table)).toThrow(
      new GateError(
        'nobody has said which resource types concern the rules of garden; add it to scripts/gate/build/tables/coverage-families.json and run npm run policy:tables',
      ),
    );
    const wrong = { locks: { ...families.locks, except: { aws_roof: 'none' } } };
    expect(() => buildCoverageTable(schema, '2026-11-01', wrong)).toThrow(/excepts aws_roof from locks/);
  });

  it('spells out a few types and sums up the families', () => {
    const text = coverageAsText(
      coverageOf([aRule({ id: 'locks/closed', attributes: ['aws_door.lock_key', '*'] })], table),
      false,
    );
    expect(text).toBe(
      [
        'aws_door',
        '  locks           checked by locks/closed',
        '',
        'aws_safe',
        '  locks           no rule',
        '',
        'aws_wall',
        '  locks           not applicable: a wall has no lock, whatever the provider says',
        '',
        '3 resource types of hashicorp/aws 5.100.0, with scripts/gate/build/tables/coverage-families.json (2026-11-01)',
        '  locks           1 checked, 1 not applicable, 1 without a rule; for every type locks/closed',
        '',
      ].join('\n'),
    );
  });
});

describe('npm run policy:coverage', () => {
  it('has a word for every type of the provider and every family of rules', () => {
    const { types, families: known } = runPolicyCoverage({ policyDirectory });
    expect(Object.keys(types).length).toBeGreaterThan(1500);
    expect(known).toEqual(
      [...new Set(readRuleCatalogue(policyDirectory).map(({ id }) => id.replace(/\/.*/, '')))].sort(),
    );
    expect(known.filter((family) => coverageFamilies[family] === undefined)).toEqual([]);
    const silent = Object.entries(types).filter(([, cells]) =>
      Object.values(cells).some((cell) => cell.status === 'not applicable' && cell.reason === ''),
    );
    expect(silent).toEqual([]);
  });

  it('refuses a type the provider does not have', () => {
    expect(() => runPolicyCoverage({ policyDirectory, types: ['aws_teleport'] })).toThrow(InputError);
  });
});

it('a run names the types that no rule of it knows, however many rules are for every type', () => {
  const resource = {
    address: 'a',
    stack: null,
    action: 'create',
    values: {},
    before: null,
    key: '',
    names: [],
  } as const;
  const input = { resources: { aws_door: [resource], aws_safe: [resource, resource] } };
  const rules = [aRule({ attributes: ['*'] }), aRule({ attributes: ['aws_door.name'] })];
  expect(uncoveredTypes(input, rules)).toEqual([{ type: 'aws_safe', resources: 2 }]);
});
