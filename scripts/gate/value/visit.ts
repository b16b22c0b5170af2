import type { PathStep } from '../../model/json';
import { isTemplate, isValueObject, type Template, type Value } from './value';

/**
 * Shows every text of a value, known or not, with its path; keys are names of attributes and not shown. The path is one
 * list that changes on the way, so who keeps it copies it.
 */
export function visitTexts(
  value: Value,
  show: (text: string | Template, path: readonly PathStep[]) => void,
): void {
  visit(value, [], show);
}

function visit(value: Value, path: PathStep[], show: Parameters<typeof visitTexts>[1]): void {
  if (typeof value === 'string' || isTemplate(value)) show(value, path);
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visitMember(index, item, path, show);
  } else if (isValueObject(value)) {
    for (const key of Object.keys(value)) visitMember(key, value[key] ?? null, path, show);
  }
}

function visitMember(
  step: PathStep,
  value: Value,
  path: PathStep[],
  show: Parameters<typeof visitTexts>[1],
): void {
  path.push(step);
  visit(value, path, show);
  path.pop();
}
