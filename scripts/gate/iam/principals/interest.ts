import { remembered } from '../../../model/once';
import { isTemplate, type Template } from '../../value/value';
import { actionTableOf, type ActionTable } from '../action-table';
import { readTable } from '../table-rows';
import { patternText } from '../wildcards';
import type { ResourceTemplate } from './arn-pattern';
import { covers, readPattern } from './pattern';

/** A type of resource of an action, and whether every call names one. */
export interface Target extends ResourceTemplate {
  readonly isRequired: boolean;
}

/** An action that is a step of an escalation path, or makes whoever has it on everything strong. */
export interface InterestingAction {
  /** `iam:PassRole`, spelt as AWS does. */
  readonly name: string;
  readonly isStep: boolean;
  readonly isPower: boolean;
  /** Empty where it takes no resource. */
  readonly targets: readonly Target[];
  /** Equal for actions with the same targets. */
  readonly targetKey: string;
}

type Rows = Readonly<
  Record<string, readonly (readonly [service: string, tail: string, isRequired: boolean])[]>
>;

/** The table `iam-targets`. */
export interface InterestRows {
  readonly steps: Rows;
  readonly powers: Rows;
}

/** Which actions a pattern of a policy grants, of the few that matter to the strength of a principal. */
export class Interest {
  private readonly byName: ReadonlyMap<string, InterestingAction>;
  private readonly table: ActionTable;
  private readonly found = new Map<string, readonly InterestingAction[]>();

  constructor({ steps, powers }: InterestRows) {
    // steps first, and what is in both tables has the targets of its step
    const rows = Object.entries({ ...steps, ...powers, ...steps });
    this.byName = new Map(
      rows.map(([name, targets]) => [
        name,
        {
          name,
          isStep: Object.hasOwn(steps, name),
          isPower: Object.hasOwn(powers, name),
          targets: targets.map(([service, tail, isRequired]) => ({ service, tail, isRequired })),
          targetKey: JSON.stringify(targets),
        },
      ]),
    );
    this.table = actionTableOf([...this.byName.keys()]);
  }

  all(): InterestingAction[] {
    return [...this.byName.values()];
  }

  /** What a pattern with its holes closed can stand for; what is open in it is no wildcard. */
  matching(pattern: string | Template): readonly InterestingAction[] {
    const text = patternText(pattern);
    return remembered(this.found, text, () =>
      this.table.match(text).flatMap(({ name }) => this.byName.get(name) ?? []),
    );
  }
}

/** Whether a pattern is every action there is. */
export function isEveryAction(pattern: string | Template): boolean {
  return !isTemplate(pattern) && covers(readPattern(pattern), readPattern('*:*'));
}

/** Reads which actions matter; the build of the policy was verified before. */
export function readInterest(policyDirectory: string): Interest {
  return new Interest(JSON.parse(readTable(policyDirectory, 'iam-targets')) as InterestRows);
}
