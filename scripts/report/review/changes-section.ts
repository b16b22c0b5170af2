import type { PlannedStack, ResourceChange } from '../../model/change';
import { fenced, inlineCode } from '../markdown-text';
import { htmlCode } from '../html-text';
import { counted } from '../printable';
import { attributeNames, diffLines } from './attribute-diff';
import { effectiveChanges, touchesPermissions } from './notable-changes';
import type { ReviewDetail } from './review-input';
import { actionNames, countActions, whereabouts } from './section';

const title = '### Changes by stack';

/** The changes of every stack at a level that shows each of them; null where no stack was planned. */
export function changesSection(
  stacks: readonly PlannedStack[],
  detail: Exclude<ReviewDetail, 'counts'>,
): string | null {
  if (stacks.length === 0) return null;
  const quiet = stacks.filter(isQuiet);
  return [
    title,
    ...stacks.filter((stack) => !isQuiet(stack)).map((stack) => stackBlock(stack, detail)),
    ...(quiet.length === 0 ? [] : [`No changes: ${quiet.map(({ stack }) => inlineCode(stack)).join(', ')}`]),
  ].join('\n\n');
}

function isQuiet(stack: PlannedStack): boolean {
  return effectiveChanges([stack]).length === 0 && stack.outputs.every(({ action }) => action === 'no-op');
}

function stackBlock(stack: PlannedStack, detail: Exclude<ReviewDetail, 'counts'>): string {
  const changes = effectiveChanges([stack]);
  const body = [...(changes.length === 0 ? [] : [changeList(changes, detail)]), ...outputs(stack, detail)];
  if (detail === 'full')
    return [`#### ${inlineCode(stack.stack)}: ${countActions(changes)}`, ...body].join('\n\n');
  return collapsed(`${htmlCode(stack.stack)}: ${countActions(changes)}`, body.join('\n\n'));
}

function changeList(changes: readonly ResourceChange[], detail: Exclude<ReviewDetail, 'counts'>): string {
  if (detail === 'full') return changes.map(fullChange).join('\n\n');
  return changes
    .map((change) =>
      detail === 'attributes'
        ? `${changeLine(change)}${whereabouts(change)}${touched(change)}`
        : changeLine(change),
    )
    .join('\n');
}

function fullChange(change: ResourceChange): string {
  const summary = `<b>${actionNames[change.action]}</b> ${htmlCode(change.address)}`;
  if (touchesPermissions(change))
    return `- **${actionNames[change.action]}** ${inlineCode(change.address)} – see *Permissions and trust*`;
  const diff = diffLines(change, { value: 400, lines: 80 });
  const place = change.source === null ? [] : [inlineCode(`${change.source.file}:${change.source.line}`)];
  const shown = diff.length === 0 ? 'no attribute changes' : fenced(diff, 'diff');
  return collapsed(summary, [...place, shown].join('\n\n'));
}

function touched({ attributes }: ResourceChange): string {
  return attributes.length === 0 ? '' : `: ${attributeNames(attributes, 8).map(inlineCode).join(', ')}`;
}

function changeLine({ action, address }: ResourceChange): string {
  return `- ${actionNames[action]} ${inlineCode(address)}`;
}

function outputs({ outputs: changed }: PlannedStack, detail: ReviewDetail): string[] {
  const touchedOutputs = changed.filter(({ action }) => action !== 'no-op');
  if (touchedOutputs.length === 0) return [];
  if (detail === 'resources') return [`${counted(touchedOutputs.length, 'output')} changed`];
  return [
    `Outputs: ${touchedOutputs.map(({ name, action }) => `${inlineCode(name)} (${actionNames[action]})`).join(', ')}`,
  ];
}

function collapsed(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** Counts by stack, and as many of the unnamed changes as fit into `budget` bytes; the rest is counted exactly. */
export function countedChanges(
  stacks: readonly PlannedStack[],
  unnamed: readonly ResourceChange[],
  budget: number,
): { readonly text: string; readonly omitted: number } {
  const counts = stacks.map(
    (stack) => `- ${inlineCode(stack.stack)}: ${countActions(effectiveChanges([stack]))}`,
  );
  const assemble = (lines: readonly string[]): string =>
    [
      [title, '', ...counts].join('\n'),
      ...(lines.length === 0
        ? []
        : [collapsed(`${counted(lines.length, 'resource')} by name`, lines.join('\n'))]),
      ...(lines.length === unnamed.length ? [] : [omission(unnamed.length - lines.length)]),
    ].join('\n\n');
  // the numbers in the frame are at their longest here: fewer omitted never takes more room
  const frame = collapsed(counted(unnamed.length, 'resource'), '') + omission(unnamed.length);
  let left = budget - Buffer.byteLength(assemble([])) - Buffer.byteLength(frame);
  const lines: string[] = [];
  for (const change of unnamed) {
    const line = changeLine(change);
    left -= Buffer.byteLength(line) + 1;
    if (left < 0) break;
    lines.push(line);
  }
  return { text: assemble(lines), omitted: unnamed.length - lines.length };
}

function omission(omitted: number): string {
  return `**${counted(omitted, 'resource')} omitted** here for want of room: none of them is destroyed, replaced or touches permissions.`;
}
