import type { JsonValue, PathStep } from '../../model/json';
import type {
  ActionFact,
  ConditionFact,
  PrincipalFact,
  ResourceFact,
  StatementFact,
} from '../input/policy-input';
import { encodeTemplate, encodeText, encodeValue } from '../value/encode';
import { isTemplate, isValueObject, type Template, type Value, type ValueObject } from '../value/value';
import type { ActionTable } from './action-table';
import { vainConditions, type ConditionKeys } from './condition-keys';
import { elementOf, isText, itemsOf } from './elements';
import type { Interest } from './principals/interest';
import { StatementReach } from './reach';
import type { ResourceTypes } from './resource-types';
import { actionWildcard, resourceWildcard } from './wildcards';

/** Whose statement it is. */
export type StatementOwner = Pick<StatementFact, 'address' | 'stack' | 'type' | 'kind'>;

/** The kinds of policies that name resources; in a key policy it is always the key. */
const namesResources: ReadonlySet<StatementOwner['kind']> = new Set(['identity', 'resource']);

/** A statement as a fact, or the element AWS would refuse and the reason. */
export type ReadStatement =
  StatementFact | { readonly malformed: string; readonly template: Template | null };

/** What the actions and resources of a statement are looked up in. */
export interface StatementTables {
  readonly actions: () => ActionTable;
  readonly interest: () => Interest;
  readonly types: () => ResourceTypes;
  readonly keys: () => ConditionKeys;
}

export function readStatement(
  statement: ValueObject,
  path: readonly PathStep[],
  owner: StatementOwner,
  tables: StatementTables,
): ReadStatement {
  const table = tables.actions();
  const problem = problemOf(statement, owner.kind);
  if (problem !== null) return problem;
  const { stack } = owner;
  const texts = (name: string): { path: readonly PathStep[]; value: string | Template }[] => {
    const element = elementOf(statement, name);
    return element === undefined
      ? []
      : itemsOf(element.value, [...path, element.key]).flatMap((item) =>
          isText(item.value) ? [{ path: item.path, value: item.value }] : [],
        );
  };
  const actions = texts('Action');
  const scopable = table.scopableOf(
    actions.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
  );
  const condition = elementOf(statement, 'Condition');
  const sid = elementOf(statement, 'Sid')?.value;
  const resources = namesResources.has(owner.kind) ? texts('Resource').map(({ value }) => value) : [];
  const reach = new StatementReach(resources, tables.types, table);
  const actionFacts = (name: string, reaches: StatementReach): ActionFact[] =>
    texts(name).map((item) => actionFact(item, stack, table, reaches));
  const resourceFacts = (name: string): ResourceFact[] =>
    texts(name).map(({ path: at, value }) => ({
      path: at,
      pattern: encodeText(value, stack),
      wildcard: resourceWildcard(value),
    }));
  return {
    // one by one: V8 stores each member after a spread by itself
    address: owner.address,
    stack,
    type: owner.type,
    kind: owner.kind,
    path,
    sid: typeof sid === 'string' ? sid : null,
    effect: effectOf(statement, stack),
    actions: actionFacts('Action', reach),
    not_actions: actionFacts('NotAction', new StatementReach([], tables.types, table)),
    resources: resourceFacts('Resource'),
    not_resources: resourceFacts('NotResource'),
    scopable: scopable.named.map(({ name }) => name),
    scopable_count: scopable.count,
    optionally_scopable: scopable.named
      .filter(({ takesResource }) => takesResource === 'optionally')
      .map(({ name }) => name),
    steps: stepsOf(actions, tables.interest()),
    unknown_actions: actions.some(({ value }) => isTemplate(value)),
    conditions: conditionsOf(condition?.value, stack),
    vain_conditions: vainConditions(
      condition?.value,
      [...path, condition?.key ?? ''],
      owner.kind === 'identity' ? literalsOf(actions) : null,
      tables.keys,
      table,
    ),
    principals: principalsOf(elementOf(statement, 'Principal')?.value, stack),
    not_principals: principalsOf(elementOf(statement, 'NotPrincipal')?.value, stack),
  };
}

/** Its actions, where all of them are known and it names any. */
function literalsOf(actions: readonly { readonly value: string | Template }[]): string[] | null {
  const literals = actions.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  return literals.length === 0 || literals.length < actions.length ? null : literals;
}

/** What its actions are on the paths of escalation; a statement of NotAction names none. */
function stepsOf(actions: readonly { readonly value: string | Template }[], interest: Interest): string[] {
  const found = actions.flatMap(({ value }) => interest.matching(value).filter(({ isStep }) => isStep));
  return [...new Set(found.map(({ name }) => name))].sort();
}

function problemOf(
  statement: ValueObject,
  kind: StatementOwner['kind'],
): Exclude<ReadStatement, StatementFact> | null {
  const malformed = (reason: string, value: Value | undefined): Exclude<ReadStatement, StatementFact> => ({
    malformed: reason,
    template: isTemplate(value) ? value : null,
  });
  const effect = elementOf(statement, 'Effect')?.value;
  if (!(effect === 'Allow' || effect === 'Deny' || isTemplate(effect))) {
    return malformed('has no Effect of Allow or Deny', effect);
  }
  const lists = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;
  for (const name of lists) {
    const value = elementOf(statement, name)?.value;
    if (value !== undefined && !itemsOf(value, []).every((item) => isText(item.value))) {
      return malformed(`has something else than texts as ${name}`, undefined);
    }
  }
  const has = (...names: string[]): boolean =>
    names.some((name) => itemsOf(elementOf(statement, name)?.value ?? [], []).length > 0);
  if (!has('Action', 'NotAction')) return malformed('has neither Action nor NotAction', undefined);
  if (kind === 'identity' && !has('Resource', 'NotResource')) {
    return malformed('has neither Resource nor NotResource', undefined);
  }
  return null;
}

function effectOf(statement: ValueObject, stack: string | null): StatementFact['effect'] {
  const effect = elementOf(statement, 'Effect')?.value;
  if (isTemplate(effect)) return encodeTemplate(effect, stack);
  return effect === 'Deny' ? 'Deny' : 'Allow';
}

function actionFact(
  { path, value }: { readonly path: readonly PathStep[]; readonly value: string | Template },
  stack: string | null,
  table: ActionTable,
  reach: StatementReach,
): ActionFact {
  return {
    path,
    pattern: encodeText(value, stack),
    wildcard: actionWildcard(value),
    grants: typeof value === 'string' ? table.grantsOf(value) : [],
    known: isKnown(value, table),
    ...reach.of(value),
  };
}

function isKnown(pattern: string | Template, table: ActionTable): ActionFact['known'] {
  if (typeof pattern === 'string') {
    // without a service IAM takes the asterisk alone
    const isWhole = pattern.includes(':') || /^\*+$/.test(pattern);
    return isWhole && table.match(pattern).length > 0 ? 'yes' : 'no';
  }
  const widest = pattern.parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
  return table.match(widest).length > 0 ? 'undetermined' : 'no';
}

/** The conditions of a statement, one a key; what nobody knows yet is one without a name. */
export function conditionsOf(value: Value | undefined, stack: string | null): ConditionFact[] {
  if (value === undefined) return [];
  const open = (operator: string, key: string, what: Value): ConditionFact => ({
    operator,
    key,
    values: itemsOf(what, []).map((item): JsonValue => encodeValue(item.value, stack)),
  });
  // a condition nobody knows yet must not look like none
  if (!isValueObject(value)) return [open('', '', value)];
  return Object.entries(value).flatMap(([operator, keys]) =>
    isValueObject(keys)
      ? Object.entries(keys).map(([key, values]) => open(operator, key, values))
      : [open(operator, '', keys)],
  );
}

function principalsOf(value: Value | undefined, stack: string | null): PrincipalFact[] {
  if (value === undefined) return [];
  if (value === '*') return [{ type: '*', value: '*' }];
  if (!isValueObject(value)) {
    return itemsOf(value, []).map((item) => ({ type: 'AWS', value: encodeText(item.value, stack) }));
  }
  return Object.entries(value).flatMap(([type, identifiers]) =>
    itemsOf(identifiers, []).map((item) => ({ type, value: encodeText(item.value, stack) })),
  );
}
