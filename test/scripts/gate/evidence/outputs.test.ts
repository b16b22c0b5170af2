import { isSensitive, knownOutputs } from '../../../../scripts/gate/evidence/outputs';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { planOf, stateOf } from '../support';

describe('the outputs of a system', () => {
  const outputs: JsonObject = {
    url: { value: 'https://jobs.example' },
    none: { value: null },
    names: { sensitive: false, value: ['a', 'b'] },
    password: { sensitive: true, value: 'x' },
    open: { sensitive: false },
    odd: 7,
  };
  const known = { url: 'https://jobs.example', none: null, names: ['a', 'b'] };
  const state = stateOf([]);

  it('are those whose value is known and for everybody to see, wherever they are shown', () => {
    expect(knownOutputs(planOf([], { planned_values: { outputs } }))).toEqual(known);
    expect(knownOutputs({ ...state, state: { values: { outputs } } })).toEqual(known);
    expect(knownOutputs({ ...state, form: 'file', state: { outputs } })).toEqual(known);
  });

  it('are none where they are shown as another form has them', () => {
    expect(knownOutputs(planOf([], { outputs, values: { outputs } }))).toEqual({});
    expect(knownOutputs({ ...state, state: { outputs, planned_values: { outputs } } })).toEqual({});
    expect(knownOutputs({ ...state, form: 'file', state: { values: { outputs } } })).toEqual({});
  });

  it.each<[output: JsonValue, sensitive: boolean]>([
    [{ sensitive: true }, true],
    [{ sensitive: false }, false],
    [{ sensitive: 'true' }, false],
    [{ value: true }, false],
    ['sensitive', false],
    [null, false],
  ])('are sensitive where they say so: %j, %s', (output, sensitive) => {
    expect(isSensitive(output)).toBe(sensitive);
  });
});
