import type { DeferredStack } from '../../model/change';
import { explainDeferral } from '../../model/change';
import { fenced, inlineCode, prose } from '../markdown-text';
import { counted } from '../printable';
import type { Form } from './section';

const actionNouns = { create: 'create', update: 'update', replace: 'replace', delete: 'destroy' } as const;

/** The stacks that are planned when their turn comes, why, and what their apply may do; null where there is none. */
export function deferredSection(stacks: readonly DeferredStack[], form: Form): string | null {
  if (stacks.length === 0) return null;
  const title = `### ⏳ Deferred: ${counted(stacks.length, 'stack')}`;
  const body =
    form === 'grouped'
      ? fenced(stacks.map(({ stack, reason }) => explainDeferral(stack, reason)))
      : stacks.map((stack) => item(stack, form)).join('\n');
  const note =
    'A deferred stack is planned and judged when its turn comes, and may do no more than its envelope allows.';
  return [title, ...(form === 'grouped' ? [] : [note]), body].join('\n\n');
}

function item({ stack, reason, envelope }: DeferredStack, form: Exclude<Form, 'grouped'>): string {
  const line = `- ${inlineCode(stack)}: ${prose(explainDeferral(stack, reason))}`;
  if (form === 'lines') return line;
  const allowed = envelopeLines(envelope, form === 'full');
  return `${line}  \n  May ${allowed.length === 0 ? 'change nothing' : allowed.join('; ')}`;
}

function envelopeLines(envelope: DeferredStack['envelope'], byType: boolean): string[] {
  const actions = ['delete', 'replace', 'create', 'update'] as const;
  return actions.flatMap((action) => {
    const types = Object.entries(envelope[action])
      .filter(([, count]) => count > 0)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    if (types.length === 0) return [];
    const total = types.reduce((sum, [, count]) => sum + count, 0);
    const listed = byType
      ? ` (${types.map(([type, count]) => `${inlineCode(type)} ×${count}`).join(', ')})`
      : '';
    return [`${actionNouns[action]} ${total}${listed}`];
  });
}
