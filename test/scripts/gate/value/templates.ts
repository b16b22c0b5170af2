import { makeTemplate, type Hole, type Template } from '../../../../scripts/gate/value/value';

/** A hole of a template that refers to `var.a` of the stack `app` unless it is told otherwise. */
export const hole = (parts: Partial<Hole> = {}): Hole => ({
  kind: 'reference',
  stack: 'app',
  references: ['var.a'],
  ...parts,
});

/** A template of texts and holes. */
export const template = (...parts: (string | Partial<Hole>)[]): Template =>
  makeTemplate(parts.map((part) => (typeof part === 'string' ? part : hole(part))));
