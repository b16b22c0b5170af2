import type { PathStep } from '../../../model/json';
import type { ConditionFact } from '../../input/policy-input';
import { waitsFor } from '../../value/encode';
import { isTemplate, type Hole, type Template, type Value, type ValueObject } from '../../value/value';
import { elementOf, isText, itemsOf } from '../elements';
import { conditionsOf } from '../statement';
import { isEverything, readArn, type ArnPattern } from './arn-pattern';
import { isEveryAction, type Interest, type InterestingAction } from './interest';
import { readPattern } from './pattern';

/** One resource pattern, with what it was written as. */
export interface ResourcePattern extends ArnPattern {
  readonly text: string | Template;
}

/** A statement of an identity policy as far as it matters to the strength of a principal. */
export interface Permission {
  readonly path: readonly PathStep[];
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** What must be known before it is sure that this is the effect, and that these are the actions. */
  readonly waitsFor: readonly string[];
  /** What must be known before all of its actions are. */
  readonly openActions: readonly string[];
  /** Its actions as they are written; none of NotAction. */
  readonly patterns: readonly (string | Template)[];
  readonly actions: readonly InterestingAction[];
  /** The names of `actions`. */
  readonly names: ReadonlySet<string>;
  /** Whether it is about every action there is, or about every one but a list. */
  readonly isAll: boolean;
  readonly isAllBut: boolean;
  readonly resources: readonly ResourcePattern[];
  /** Of NotResource: everything but these. */
  readonly except: readonly ResourcePattern[] | null;
  readonly conditions: readonly ConditionFact[];
}

/** The type of the resource a hole is read from. */
export type TypeOf = (hole: Hole) => string | null;

/** Reads a statement, or undefined for one AWS would refuse (which is undetermined already). */
export function readPermission(
  statement: ValueObject,
  path: readonly PathStep[],
  stack: string | null,
  interest: Interest,
  typeOf?: TypeOf,
): Permission | undefined {
  const effect = elementOf(statement, 'Effect')?.value;
  if (effect !== 'Allow' && effect !== 'Deny' && !isTemplate(effect)) return undefined;
  const texts = (name: string): (string | Template)[] | undefined => {
    const element = elementOf(statement, name);
    return element === undefined ? undefined : textsOf(element.value);
  };
  const actions = texts('Action');
  const notActions = texts('NotAction');
  const resources = texts('Resource');
  const notResources = texts('NotResource');
  if ((actions ?? notActions) === undefined || (resources ?? notResources) === undefined) return undefined;
  const found = actionsOf(actions, notActions, interest);
  const sid = elementOf(statement, 'Sid')?.value;
  return {
    path,
    sid: typeof sid === 'string' ? sid : null,
    effect: effect === 'Deny' ? 'Deny' : 'Allow',
    waitsFor: referencesOf([effect, ...(notActions ?? [])], stack),
    openActions: referencesOf(actions ?? [], stack),
    patterns: actions ?? [],
    actions: found,
    names: new Set(found.map(({ name }) => name)),
    isAll: actions?.some(isEveryAction) ?? false,
    isAllBut: actions === undefined,
    resources: (resources ?? []).map((text) => readResource(text, typeOf)),
    except: resources === undefined ? (notResources ?? []).map((text) => readResource(text, typeOf)) : null,
    conditions: conditionsOf(elementOf(statement, 'Condition')?.value, stack),
  };
}

/** Whether a permission is about all resources there are. */
export function isOnEverything({ resources }: Permission): boolean {
  return resources.some(({ whole }) => isEverything(whole));
}

/** @param typeOf the type of the resource a reference leads to, where the evidence has it */
export function readResource(text: string | Template, typeOf: TypeOf = () => null): ResourcePattern {
  const [first] = typeof text === 'string' ? [] : text.parts;
  return { ...readArn(readPattern(text), typeof first === 'object' ? typeOf(first) : null), text };
}

function actionsOf(
  actions: readonly (string | Template)[] | undefined,
  notActions: readonly (string | Template)[] | undefined,
  interest: Interest,
): InterestingAction[] {
  if (actions !== undefined) return [...new Set(actions.flatMap((pattern) => interest.matching(pattern)))];
  const excepted = new Set((notActions ?? []).flatMap((pattern) => interest.matching(pattern)));
  return interest.all().filter((action) => !excepted.has(action));
}

/** What open values wait for; one without a reference waits for itself. */
function referencesOf(values: readonly Value[], stack: string | null): string[] {
  const open = values.filter((value) => isTemplate(value));
  const references = open.flatMap((template) => waitsFor(template, stack));
  return open.length > 0 && references.length === 0 ? ['an expression'] : [...new Set(references)];
}

function textsOf(value: Value): (string | Template)[] | undefined {
  const items = itemsOf(value, []).map((item) => item.value);
  return items.length > 0 && items.every(isText) ? items : undefined;
}
