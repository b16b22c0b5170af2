import type { Command } from 'commander';
import { addApplyVerb } from './apply-verb';
import { addDestroyVerb } from './destroy-verb';
import { addDriftVerb } from './drift-verb';
import { addPlanVerb } from './plan-verb';
import { addReviewVerb } from './review-verb';
import { addSecretVerb } from './secret-verb';
import type { CliContext } from './context';

/** What carries a change to AWS, watches it there and takes it away again. */
export function addChangeVerbs(program: Command, context: CliContext): void {
  addPlanVerb(program, context);
  addReviewVerb(program, context);
  addApplyVerb(program, context);
  addDriftVerb(program, context);
  addDestroyVerb(program, context);
  addSecretVerb(program, context);
}
