import type { Mutant, Operator } from './mutant';
import { isNode, nodesOf, RegoPlaces, withoutElse, type RegoNode, type Span } from './rego-tree';

/** By comparison: those it is changed into. */
const comparisons: Readonly<Record<string, readonly string[]>> = {
  '==': ['!='],
  '!=': ['=='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

/** By built-in function or arithmetic: its sister. */
const sisters: Readonly<Record<string, string>> = {
  startswith: 'endswith',
  endswith: 'startswith',
  contains: 'startswith',
  min: 'max',
  max: 'min',
  lower: 'upper',
  'object.union': 'json.filter',
  '+': '-',
  '-': '+',
  '|': '&',
  '&': '|',
};

/** By text that is one of a few answers: another of them. */
const otherAnswers: Readonly<Record<string, string>> = {
  '"yes"': '"no"',
  '"no"': '"yes"',
  '"undetermined"': '"yes"',
  '"known"': '"unknown"',
  '"unknown"': '"known"',
};

/** By maker of findings: the status its finding gets instead. */
const otherStatus: Readonly<Record<string, string>> = {
  'result.fail': 'warn',
  'result.undetermined': 'fail',
  'result.warn': 'fail',
  'result.demand': 'fail',
};

/**
 * Every mutant of a source, in the order of the file. Whether one compiles is not known yet.
 *
 * @param tree what `opa parse --format json --json-include locations` printed for `withoutElse(source)`
 */
export function regoMutants(file: string, source: string, tree: unknown): Mutant[] {
  const maker = new MutantMaker(file, source);
  for (const rule of nodesOf(isNode(tree) ? tree['rules'] : [])) maker.visitRule(rule);
  return maker.mutants();
}

class MutantMaker {
  private readonly made = new Map<string, Mutant>();
  private readonly places: RegoPlaces;

  constructor(
    private readonly file: string,
    private readonly source: string,
  ) {
    this.places = new RegoPlaces(file, withoutElse(source));
  }

  mutants(): Mutant[] {
    return [...this.made.values()].sort((left, right) => left.start - right.start);
  }

  visitRule(rule: RegoNode): void {
    const { head, body } = rule;
    if (isNode(head)) for (const part of ['args', 'key', 'value']) this.visit(head[part]);
    // a rule without a body has one that OPA made, with the place of the whole
    const written = nodesOf(body).filter(({ generated }) => generated !== true);
    const conditions = written.filter((one) => !this.isPlaceOf(one, rule));
    if (rule['default'] === true) return;
    if (conditions.length === 0) this.neverAtAll(rule);
    else this.visitBody(conditions);
  }

  private neverAtAll(rule: RegoNode): void {
    const { end } = this.places.spanOf(rule);
    this.add('never', { start: end, end }, ' if false');
  }

  private isPlaceOf(one: RegoNode, other: RegoNode): boolean {
    const [mine, others] = [this.places.spanOf(one), this.places.spanOf(other)];
    return mine.start === others.start;
  }

  private visitBody(body: readonly RegoNode[]): void {
    const [first] = body;
    if (first === undefined) return;
    this.never(this.places.spanOf(first));
    for (const condition of body) this.visitCondition(condition);
  }

  private never(first: Span): void {
    const isInBraces = /[{|]\s*$/.test(this.source.slice(0, first.start));
    const condition = this.textOf(first);
    if (isInBraces) this.add('never', { start: first.start, end: first.start }, 'false; ');
    else this.add('never', first, `{ false; ${condition} }`);
  }

  private visitCondition(condition: RegoNode): void {
    const span = this.places.spanOf(condition);
    const { terms, negated } = condition;
    const text = this.textOf(span);
    this.add('drop-condition', span, 'true');
    const operator =
      Array.isArray(terms) && isNode(terms[0]) ? this.textOf(this.places.spanOf(terms[0])) : '';
    const isStatement = isNode(terms) && ('symbols' in terms || 'body' in terms);
    if (negated === true) this.add('negate-condition', span, text.replace(/^not\s+/, ''));
    else if (operator !== ':=' && operator !== '=' && !isStatement && !(operator in comparisons)) {
      this.add('negate-condition', span, `not ${text}`);
    }
    this.visit(terms);
  }

  private visit(value: unknown): void {
    if (Array.isArray(value)) {
      this.visitCall(value);
      for (const one of value) this.visit(one);
    }
    if (!isNode(value)) return;
    this.visitTerm(value);
    for (const [key, part] of Object.entries(value)) {
      if (key === 'body') this.visitBody(nodesOf(part));
      else if (key !== 'location') this.visit(part);
    }
  }

  /** A call is a list of the function and its arguments, as a condition and as a term. */
  private visitCall(call: readonly unknown[]): void {
    const [called] = call;
    if (!isNode(called) || called['type'] !== 'ref' || !('location' in called)) return;
    const span = this.places.spanOf(called);
    const name = this.textOf(span);
    for (const other of comparisons[name] ?? []) this.add('swap-comparison', span, other);
    const sister = sisters[name];
    if (sister !== undefined) this.add('swap-builtin', span, sister);
  }

  private visitTerm(term: RegoNode): void {
    const { type } = term;
    if (typeof type !== 'string' || !('location' in term)) return;
    const span = this.places.spanOf(term);
    const text = this.textOf(span);
    if (type === 'string' && /^["`]/.test(text)) {
      this.add('change-string', span, otherAnswers[text] ?? `${text.slice(0, -1)}~${text.slice(-1)}`);
    }
    if (type === 'number') {
      this.add('change-number', span, String(Number(text) + 1));
      this.add('change-number', span, String(Number(text) - 1));
    }
    if (type === 'boolean') this.add('flip-boolean', span, text === 'true' ? 'false' : 'true');
    if (type === 'null') this.add('change-null', span, 'false');
    const status = type === 'call' ? otherStatus[text.slice(0, text.indexOf('('))] : undefined;
    if (status !== undefined) {
      this.add('swap-status', span, `object.union(${text}, {"status": "${status}"})`);
    }
  }

  private textOf({ start, end }: Span): string {
    return this.source.slice(start, end);
  }

  private add(operator: Operator, { start, end }: Span, to: string): void {
    const lineStart = this.source.lastIndexOf('\n', start - 1) + 1;
    const line = this.source.slice(lineStart).split('\n', 1)[0]?.trim() ?? '';
    const mutant = { file: this.file, operator, start, end, from: this.textOf({ start, end }), to, line };
    this.made.set(`${start} ${end} ${to}`, mutant);
  }
}
