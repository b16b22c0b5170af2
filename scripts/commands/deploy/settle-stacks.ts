import { mapAtMost, terraformAtOnce } from './at-most';
import type { Deployment } from './deployment';

/**
 * Takes into the state what an apply has done beside what it wrote down: in the stacks it changed, and in those they
 * read from, in whose resources they may have put something.
 */
export async function settleStacks(deployment: Deployment, changed: ReadonlySet<string>): Promise<void> {
  const { stacks } = deployment.synthesis;
  const readFrom = new Set(
    stacks.filter(({ id }) => changed.has(id)).flatMap(({ dependencies }) => dependencies),
  );
  const touched = stacks.filter(({ id }) => changed.has(id) || readFrom.has(id));
  await mapAtMost(terraformAtOnce, touched, async ({ id }) => {
    await deployment.terraform.settle(await deployment.workspace(id));
  });
}
