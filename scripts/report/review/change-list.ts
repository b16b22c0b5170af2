import type { ResourceChange } from '../../model/change';
import { fenced } from '../markdown-text';
import { actionNames, groupedLines, type Form } from './section';

/** Changes one below the other, each as `item` tells it, or in the shortest form by action and stack. */
export function changeList(
  changes: readonly ResourceChange[],
  form: Form,
  item: (change: ResourceChange, form: Exclude<Form, 'grouped'>) => string,
): string {
  if (form !== 'grouped') {
    return changes
      .map((change) => item(change, form))
      .join('\n')
      .trimEnd();
  }
  return fenced(
    groupedLines(
      changes,
      ({ stack, action }) => `${actionNames[action]} in ${stack}:`,
      ({ address }) => address,
    ),
  );
}
