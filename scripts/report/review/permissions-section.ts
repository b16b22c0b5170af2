import type { ResourceChange } from '../../model/change';
import { fenced, indented, inlineCode } from '../markdown-text';
import { counted } from '../printable';
import { attributeNames, diffLines } from './attribute-diff';
import type { Form } from './section';
import { actionNames, groupedLines, whereabouts } from './section';

/** What changes in permissions and trust, with values before and after, or null where nothing does. */
export function permissionsSection(changes: readonly ResourceChange[], form: Form): string | null {
  if (changes.length === 0) return null;
  const title = `### 🔑 Permissions and trust: ${counted(changes.length, 'change')}`;
  const list =
    form === 'grouped'
      ? fenced(
          groupedLines(
            changes,
            ({ stack, action }) => `${actionNames[action]} in ${stack}:`,
            ({ address }) => address,
          ),
        )
      : changes
          .map((change) => item(change, form))
          .join('\n')
          .trimEnd();
  return `${title}\n\n${list}`;
}

function item(change: ResourceChange, form: Exclude<Form, 'grouped'>): string {
  const line = `- **${actionNames[change.action]}** ${inlineCode(change.address)}`;
  if (form === 'lines') return line;
  const head = `${line}${whereabouts(change)}`;
  if (form === 'brief') {
    const names = attributeNames(change.attributes, 6).map(inlineCode).join(', ');
    return names === '' ? head : `${head}: ${names}`;
  }
  const diff = diffLines(change, { value: 300, lines: 40 });
  return diff.length === 0 ? head : `${head}\n\n${indented(fenced(diff, 'diff'))}\n`;
}
