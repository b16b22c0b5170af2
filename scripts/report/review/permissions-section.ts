import type { ResourceChange } from '../../model/change';
import { fenced, indented, inlineCode } from '../markdown-text';
import { counted } from '../printable';
import { attributeNames, diffLines } from './attribute-diff';
import { changeList } from './change-list';
import { actionNames, whereabouts, type Form } from './section';

/** What changes in permissions and trust, with values before and after, or null where nothing does. */
export function permissionsSection(changes: readonly ResourceChange[], form: Form): string | null {
  if (changes.length === 0) return null;
  const title = `### 🔑 Permissions and trust: ${counted(changes.length, 'change')}`;
  return `${title}\n\n${changeList(changes, form, item)}`;
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
