import type { PathStep } from '../../model/json';
import { isTemplate, isValueObject, type Template, type Value } from './value';

/** Shows every text of a value, known or not, with its path; keys are names of attributes and not shown. */
export function visitTexts(
  value: Value,
  path: readonly PathStep[],
  show: (text: string | Template, path: readonly PathStep[]) => void,
): void {
  if (typeof value === 'string' || isTemplate(value)) show(value, path);
  else if (Array.isArray(value))
    value.forEach((item, index) => {
      visitTexts(item, [...path, index], show);
    });
  else if (isValueObject(value))
    for (const [key, item] of Object.entries(value)) visitTexts(item, [...path, key], show);
}
