import type { PathStep } from '../../model/json';
import { isTemplate, type Template, type Value, type ValueObject } from '../value/value';

/** An element of a policy with the key it was written under; keys are matched without regard to case. */
export interface Element {
  readonly key: string;
  readonly value: Value;
}

/** One of the values of an element, which may be written as a list or alone. */
export interface Item {
  readonly path: readonly PathStep[];
  readonly value: Value;
}

export function elementOf(object: ValueObject, name: string): Element | undefined {
  const exact = Object.hasOwn(object, name) ? object[name] : undefined;
  if (exact !== undefined && exact !== null) return { key: name, value: exact };
  const entry = Object.entries(object).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return entry === undefined || entry[1] === null ? undefined : { key: entry[0], value: entry[1] };
}

/** The values of an element, each with its path. */
export function itemsOf(value: Value, path: readonly PathStep[]): Item[] {
  return Array.isArray(value)
    ? value.map((item, index) => ({ path: [...path, index], value: item }))
    : [{ path, value }];
}

export function isText(value: Value): value is string | Template {
  return typeof value === 'string' || isTemplate(value);
}
