import { remembered } from '../../../model/once';
import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import { waitsFor } from '../../value/encode';
import { isTemplate, joinParts, type Template } from '../../value/value';
import { isOpaque, tailOf, widthFor, type ResourceTemplate } from './arn-pattern';
import type { InterestingAction } from './interest';
import {
  covers,
  endsInOwnName,
  hasVariable,
  isHole,
  isWildcard,
  overlaps,
  readPattern,
  type Pattern,
} from './pattern';
import type { ResourcePattern } from './permission';

/** A resource of the system that statements can name, and whose power it is. */
export interface TargetEntry {
  /** The resource itself, so that a reference finds it. */
  readonly subject: Subject;
  readonly template: ResourceTemplate;
  /** The last field of its ARN as far as it is known. */
  readonly tail: string | Template;
  /** Ids of the principals somebody gets hold of with it. */
  readonly principals: readonly string[];
}

interface IndexedEntry extends TargetEntry {
  readonly pattern: Pattern;
  readonly number: number;
}

/** What patterns name. */
export interface Found {
  readonly principals: readonly string[];
  /** References that lead to nothing the evidence has. */
  readonly waitsFor: readonly string[];
  /** Names that no resource of the system has. */
  readonly strangers: readonly string[];
  /** Whether the user who asks is named, by `${aws:username}`. */
  readonly self: boolean;
}

/** No name has it, so that it stands behind all that begins with a text. */
const lastCharacter = '\uffff';

/** Targets of one kind of resource, by the characters their names begin and end with. */
class KindIndex {
  private readonly forwards: { readonly key: string; readonly entry: IndexedEntry }[];
  private readonly backwards: { readonly key: string; readonly entry: IndexedEntry }[];
  /** Those with an unknown part or a wildcard, by what stands before it. */
  private readonly open = new Map<string, IndexedEntry[]>();

  constructor(entries: readonly IndexedEntry[]) {
    const known: IndexedEntry[] = [];
    for (const entry of entries) {
      const start = leading(entry.pattern);
      if (start.length === entry.pattern.length) known.push(entry);
      else push(this.open, textOf(start), entry);
    }
    this.forwards = known.map((entry) => ({ key: textOf(entry.pattern), entry })).sort(byKey);
    this.backwards = known.map((entry) => ({ key: textOf(reversed(entry.pattern)), entry })).sort(byKey);
  }

  /** Those a pattern may stand for. */
  find(pattern: Pattern): IndexedEntry[] {
    const start = textOf(leading(pattern));
    return [...this.range(pattern, start), ...this.openOnes(pattern, start)].filter((entry) =>
      overlaps(pattern, entry.pattern),
    );
  }

  private range(pattern: Pattern, start: string): IndexedEntry[] {
    const end = textOf(leading(reversed(pattern)));
    // Stryker disable next-line ConditionalExpression,EqualityOperator: either list has what is sought, the longer text finds it sooner
    const [list, prefix] = start.length >= end.length ? [this.forwards, start] : [this.backwards, end];
    return list
      .slice(lowerBound(list, prefix), lowerBound(list, `${prefix}${lastCharacter}`))
      .map(({ entry }) => entry);
  }

  private openOnes(pattern: Pattern, start: string): IndexedEntry[] {
    const found: IndexedEntry[] = [];
    if (start.length === pattern.length) {
      for (let length = 0; length <= start.length; length += 1) {
        found.push(...(this.open.get(start.slice(0, length)) ?? []));
      }
    } else {
      for (const [key, entries] of this.open) {
        if (key.startsWith(start) || start.startsWith(key)) found.push(...entries);
      }
    }
    return found;
  }
}

/** Finds what patterns name among the resources of a system, without comparing every pattern with every resource. */
export class Targets {
  private readonly bySubject = new Map<Subject, IndexedEntry[]>();
  private readonly byKind = new Map<string, KindIndex>();
  private readonly lookups = new Map<string, readonly IndexedEntry[]>();

  constructor(
    entries: readonly TargetEntry[],
    private readonly resolver: Resolver,
  ) {
    const kinds = new Map<string, IndexedEntry[]>();
    entries.forEach((entry, number) => {
      const indexed = { ...entry, number, pattern: readPattern(entry.tail) };
      push(this.bySubject, entry.subject, indexed);
      push(kinds, kindOf(entry.template), indexed);
    });
    for (const [kind, ofKind] of kinds) this.byKind.set(kind, new KindIndex(ofKind));
  }

  /** What patterns of an action name, but for what is denied. */
  find(
    patterns: readonly ResourcePattern[],
    without: readonly ResourcePattern[],
    action: InterestingAction,
    stack: string | null,
  ): Found {
    const principals = new Set<string>();
    const waits = new Set<string>();
    const strangers = new Set<string>();
    let self = false;
    for (const pattern of patterns) {
      const tail = tailOf(pattern);
      if (tail !== null && hasVariable(tail)) {
        self ||= endsInOwnName(tail);
        continue;
      }
      const { entries, open } = this.named(pattern, action);
      for (const entry of entries) {
        if (without.some((denied) => this.isDenied(entry, denied))) continue;
        for (const id of entry.principals) principals.add(id);
      }
      if (open !== null) for (const reference of waitsFor(open, stack)) waits.add(reference);
      else if (entries.length === 0) strangers.add(shown(pattern));
    }
    return {
      principals: [...principals].sort(),
      waitsFor: [...waits].sort(),
      strangers: [...strangers].sort(),
      self,
    };
  }

  private named(
    pattern: ResourcePattern,
    action: InterestingAction,
  ): { entries: readonly IndexedEntry[]; open: Template | null } {
    const { text } = pattern;
    const subject = isTemplate(text) ? this.subjectOf(text) : undefined;
    if (subject !== undefined) {
      const entries = (this.bySubject.get(subject) ?? []).filter(({ template }) =>
        action.targets.some((target) => kindOf(target) === kindOf(template)),
      );
      // a data source stands for something that is not in the evidence
      const isOutside = subject.resource.mode === 'data' && entries.length === 0;
      return { entries, open: isOutside && isTemplate(text) ? text : null };
    }
    if (isOpaque(pattern)) return { entries: [], open: isTemplate(text) ? text : null };
    const tail = tailOf(pattern);
    if (tail === null) return { entries: [], open: null };
    const matching = action.targets.filter((target) => widthFor(pattern, target) !== 'mismatch');
    const entries = matching.flatMap((target) => this.lookup(tail, target));
    const isThere = entries.some((entry) => covers(tail, entry.pattern));
    return { entries, open: isThere ? null : openName(tail, text) };
  }

  private lookup(tail: Pattern, target: ResourceTemplate): readonly IndexedEntry[] {
    const kind = kindOf(target);
    const key = `${kind} ${tail.join(',')}`;
    return remembered(this.lookups, key, () => this.byKind.get(kind)?.find(tail) ?? []);
  }

  /** Whether a Deny covers a target; the account and the region in it are the target's own. */
  private isDenied(entry: IndexedEntry, denied: ResourcePattern): boolean {
    const subject = isTemplate(denied.text) ? this.subjectOf(denied.text) : undefined;
    if (subject !== undefined) return subject === entry.subject && !denied.whole.some(isWildcard);
    const width = widthFor(denied, entry.template);
    return width === 'any' || (width !== 'mismatch' && covers(tailOf(denied) ?? [], entry.pattern));
  }

  /** The resource a text begins with a reference to: `${aws_lambda_function.f.arn}` and `${…}:*`. */
  private subjectOf({ parts }: Template): Subject | undefined {
    const [first, ...rest] = parts;
    if (typeof first !== 'object' || rest.some((part) => typeof part === 'object')) return undefined;
    if (first.kind === 'expression' || first.references.length !== 1) return undefined;
    return this.resolver.subjectOf(first)?.subject;
  }
}

/** The whole text where its name is not known: what stands in other fields of the ARN does not matter. */
function openName(tail: Pattern, text: string | Template): Template | null {
  return isTemplate(text) && tail.some(isHole) ? text : null;
}

/** The kind of resource a template is about: `iam:role`. */
export function kindOf({ service, tail }: ResourceTemplate): string {
  return `${service}:${tail.replace(/[^A-Za-z-].*/s, '')}`;
}

/** The name in a pattern, for people. */
function shown({ text }: ResourcePattern): string {
  return typeof text === 'string'
    ? text
    : text.parts.map((part) => (typeof part === 'string' ? part : '…')).join('');
}

/** The literal symbols a pattern begins with. */
function leading(pattern: Pattern): Pattern {
  const end = pattern.findIndex((symbol) => symbol < 0);
  return end < 0 ? pattern : pattern.slice(0, end);
}

function textOf(pattern: Pattern): string {
  return String.fromCharCode(...pattern);
}

function reversed(pattern: Pattern): Pattern {
  return [...pattern].reverse();
}

function byKey(left: { readonly key: string }, right: { readonly key: string }): number {
  return left.key < right.key ? -1 : 1;
}

/** The first place in a sorted list whose key is not below a text. */
function lowerBound(list: readonly { readonly key: string }[], text: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.key ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}

/** The last field of an ARN with a name in it; a name nobody knows may be anything. */
export function tailWith(before: string, name: string | Template | null, after: string): string | Template {
  if (name === null) return `${before}*${after}`;
  return joinParts([before, ...(typeof name === 'string' ? [name] : name.parts), after]);
}
