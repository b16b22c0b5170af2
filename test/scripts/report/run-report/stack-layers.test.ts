import { stackLayers } from '../../../../scripts/report/run-report/stack-layers';

function shown(dependencies: Parameters<typeof stackLayers>[0]): string[][] {
  return stackLayers(dependencies).map((column) =>
    column.map(({ kind, stack }) => (kind === 'stack' ? stack : `(${stack})`)),
  );
}

describe('stackLayers', () => {
  it('puts a stack right of everything it depends on, with passages for what skips a column', () => {
    expect(
      shown([
        { stack: 'web', dependsOn: ['api', 'network'] },
        { stack: 'network', dependsOn: [] },
        { stack: 'data', dependsOn: ['network'] },
        { stack: 'api', dependsOn: ['data'] },
      ]),
    ).toEqual([['network'], ['data', '(network)'], ['api', '(network)'], ['web']]);
  });

  it('has one passage for all that read from the same stack', () => {
    expect(
      shown([
        { stack: 'a', dependsOn: [] },
        { stack: 'b', dependsOn: ['a'] },
        { stack: 'c', dependsOn: ['a', 'b'] },
        { stack: 'd', dependsOn: ['a', 'b'] },
      ]),
    ).toEqual([['a'], ['b', '(a)'], ['c', 'd']]);
  });

  it('ends on a circle and ignores what is not there', () => {
    expect(
      shown([
        { stack: 'a', dependsOn: ['b'] },
        { stack: 'b', dependsOn: ['a', 'gone'] },
      ]),
    ).toEqual([['b'], ['a']]);
  });
});
