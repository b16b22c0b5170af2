import { mapAtMost } from '../../../scripts/commands/deploy/at-most';
import type { Deployment } from '../../../scripts/commands/deploy/deployment';
import { settleStacks } from '../../../scripts/commands/deploy/settle-stacks';
import { stackNamed } from '../../support/stacks';

describe('work on several stacks at once', () => {
  it('is never on more than the limit, and gives results in the order of the items', async () => {
    const running = { now: 0, most: 0 };
    const finish: (() => void)[] = [];
    const work = async (item: number): Promise<number> => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await new Promise<void>((done) => finish.push(done));
      running.now -= 1;
      return item * 10;
    };

    const results = mapAtMost(2, [1, 2, 3, 4, 5], work);
    // the last that began ends first
    for (let ended = 0; ended < 5; ended += 1) {
      finish.pop()?.();
      await new Promise(setImmediate);
    }

    expect(await results).toEqual([10, 20, 30, 40, 50]);
    expect(running).toEqual({ now: 0, most: 2 });
  });

  it('ends with the first error and begins nothing after it', async () => {
    const begun: number[] = [];
    const results = mapAtMost(1, [1, 2, 3], (item) => {
      begun.push(item);
      return item === 2 ? Promise.reject(new Error('the second')) : Promise.resolve(item);
    });

    await expect(results).rejects.toThrow('the second');
    expect(begun).toEqual([1, 2]);
  });
});

describe('settling after an apply', () => {
  it('takes in what changed stacks did to themselves and to those they read from, and leaves the others alone', async () => {
    const settled: string[] = [];
    const deployment = {
      synthesis: {
        stacks: [
          stackNamed('network'),
          stackNamed('data', { dependencies: ['network'] }),
          stackNamed('service', { dependencies: ['network', 'data'] }),
          stackNamed('observability', { dependencies: ['service'] }),
        ],
      },
      workspace: (id: string) => Promise.resolve(`work/${id}`),
      terraform: { settle: (directory: string) => Promise.resolve(void settled.push(directory)) },
    } as unknown as Deployment;

    await settleStacks(deployment, new Set(['data']));
    expect(settled.splice(0)).toEqual(['work/network', 'work/data']);

    await settleStacks(deployment, new Set(['service']));
    expect(settled.splice(0)).toEqual(['work/network', 'work/data', 'work/service']);

    await settleStacks(deployment, new Set());
    expect(settled).toEqual([]);
  });
});
