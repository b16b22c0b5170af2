import type { ResourceChange } from '../../model/change';
import { fenced, indented, inlineCode } from '../markdown-text';
import { counted } from '../printable';
import { attributeNames, diffLines } from './attribute-diff';
import { changeList } from './change-list';
import { actionNames, whereabouts, type Form } from './section';

/** What is destroyed, replaced or no longer managed, or null where nothing is. */
export function destructiveSection(changes: readonly ResourceChange[], form: Form): string | null {
  if (changes.length === 0) return null;
  const title = `### 🧨 Destroyed or replaced: ${counted(changes.length, 'resource')}`;
  return `${title}\n\n${changeList(changes, form, item)}`;
}

function item(change: ResourceChange, form: Exclude<Form, 'grouped'>): string {
  const line = `- **${actionNames[change.action]}** ${inlineCode(change.address)}`;
  if (form === 'lines') return line;
  const forcing = change.attributes.filter(({ forcesReplacement }) => forcesReplacement);
  const because =
    forcing.length === 0 ? '' : ` – because of ${attributeNames(forcing, 5).map(inlineCode).join(', ')}`;
  const noted = change.action === 'forget' ? ' – stays in AWS, no longer managed' : because;
  const brief = `${line}${whereabouts(change)}${noted}`;
  if (form === 'brief' || forcing.length === 0) return brief;
  const diff = diffLines({ attributes: forcing, action: change.action }, { value: 200, lines: 12 });
  return `${brief}\n\n${indented(fenced(diff, 'diff'))}\n`;
}
