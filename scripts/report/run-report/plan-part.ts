import type { DeferredStack, PlannedStack, ResourceChange, StackPlan } from '../../model/change';
import { explainDeferral } from '../../model/change';
import { htmlCode, htmlText } from '../html-text';
import { diffLines } from '../review/attribute-diff';
import { effectiveChanges } from '../review/notable-changes';
import { actionNames, countActions } from '../review/section';

const signs: Readonly<Record<ResourceChange['action'], string>> = {
  'no-op': '·',
  create: '+',
  read: '·',
  update: '~',
  replace: '±',
  delete: '−',
  forget: '∅',
};

/** What the plan does, stack by stack, each resource with its attributes. */
export function planPart(stacks: readonly StackPlan[]): string {
  if (stacks.length === 0) return '<p class="muted">No stack was planned.</p>';
  const quiet = stacks.filter((stack) => stack.kind === 'planned' && effectiveChanges([stack]).length === 0);
  const eventful = stacks.filter((stack) => !quiet.includes(stack));
  return [
    ...eventful.map((stack) => (stack.kind === 'planned' ? plannedStack(stack) : deferredStack(stack))),
    ...(quiet.length === 0
      ? []
      : [`<p class="muted">No changes: ${quiet.map(({ stack }) => htmlCode(stack)).join(', ')}</p>`]),
  ].join('\n');
}

function plannedStack(stack: PlannedStack): string {
  const changes = effectiveChanges([stack]);
  return `<details class="stack-plan"${changes.length <= 20 ? ' open' : ''}><summary>${htmlCode(stack.stack)} <span class="muted">${countActions(changes)}</span></summary>
<ul class="changes">${changes.map(resource).join('\n')}</ul></details>`;
}

function resource(change: ResourceChange): string {
  const place =
    change.source === null
      ? ''
      : ` <span class="muted">${htmlText(`${change.source.file}:${change.source.line}`)}</span>`;
  const head = `<span class="sign">${signs[change.action]}</span> ${htmlCode(change.address)} <span class="muted">${actionNames[change.action]}</span>${place}`;
  const lines = diffLines(change, { value: 2000, lines: 200 });
  if (lines.length === 0) return `<li class="${change.action}">${head}</li>`;
  const shown = lines.map((line) => `<span class="${kindOf(line)}">${htmlText(line)}</span>`).join('\n');
  return `<li class="${change.action}"><details><summary>${head}</summary><pre><code>${shown}</code></pre></details></li>`;
}

function kindOf(line: string): string {
  return { '+': 'added', '-': 'removed', '!': 'hidden' }[line.slice(0, 1)] ?? 'note';
}

function deferredStack({ stack, reason, envelope }: DeferredStack): string {
  const rows = Object.entries(envelope).flatMap(([action, types]) =>
    Object.entries(types).map(([type, count]) => `<li>${htmlText(action)} ${count} ${htmlCode(type)}</li>`),
  );
  const allowed =
    rows.length === 0 ? '<p class="muted">Its apply may change nothing.</p>' : `<ul>${rows.join('')}</ul>`;
  return `<details class="stack-plan"><summary>${htmlCode(stack)} <span class="muted">deferred</span></summary><p>${htmlText(explainDeferral(stack, reason))}. Its apply may do no more than this:</p>${allowed}</details>`;
}
