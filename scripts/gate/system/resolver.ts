import type { PathStep } from '../../model/json';
import { parseReference, type Reference } from '../value/references';
import {
  isTemplate,
  isValueObject,
  joinParts,
  mapItems,
  mapMembers,
  onlyHole,
  type Hole,
  type Template,
  type Value,
  type ValueObject,
} from '../value/value';
import { member, type Scope, type Subject, type System } from './scope';

/** A chain of references longer than this is not followed to its end; terraform itself refuses cycles. */
const longestChain = 128;

/** A value of more parts than this stays a reference: a few locals that double one another would fill the memory. */
const mostParts = 10_000;
/** And so does a text of more characters. */
const longestText = 1_000_000;

/** A value in the scope whose names its templates use. */
interface Found {
  readonly value: Value;
  readonly scope: Scope;
}

export interface ResolverOptions {
  /**
   * Leave references to resources and data sources as they are, so that a value keeps saying what it is made of; locals,
   * variables and outputs of other stacks are followed all the same.
   */
  readonly keepResources?: boolean;
}

/** Follows references to the values they lead to, in and across the stacks of a system. */
export class Resolver {
  private readonly scopes: ReadonlyMap<string | null, Scope>;
  /** What each link led to; undefined where it stays open. */
  private readonly links = new Map<string, Value | undefined>();
  private readonly following = new Set<string>();
  /** What was parsed; undefined for what is no reference. */
  private readonly references = new Map<string, Reference | undefined>();

  constructor(
    system: System,
    private readonly options: ResolverOptions = {},
  ) {
    this.scopes = new Map(system.scopes.map((scope) => [scope.stack, scope]));
  }

  /** The same value with every reference to something known replaced; what stays open stays a template. */
  resolve(value: Value): Value {
    if (isTemplate(value)) return this.resolveTemplate(value);
    if (Array.isArray(value)) return mapItems(value, (item) => this.resolve(item));
    return isValueObject(value) ? this.resolveObject(value) : value;
  }

  resolveObject(value: ValueObject): ValueObject {
    return mapMembers(value, (item) => this.resolve(item));
  }

  /** The resource or data source a hole reads from, if it is in the evidence and the only one with that address. */
  subjectOf(hole: Hole): { readonly subject: Subject; readonly reference: Reference } | undefined {
    const [text] = hole.references;
    const scope = this.scopes.get(hole.stack);
    if (scope === undefined || text === undefined) return undefined;
    const module = /^(?:module\.[\w-]+\.)*/.exec(text)?.[0] ?? '';
    const reference = this.parse(text.slice(module.length));
    if (reference === undefined) return undefined;
    const subject = subjectAt(scope, module, reference);
    return subject === undefined ? undefined : { subject, reference };
  }

  /**
   * The resource a reference leads to in the end: through locals, variables and the outputs of other stacks, which hand on
   * an attribute of it.
   */
  producerOf(hole: Hole): Subject | undefined {
    let current = hole;
    for (let steps = 0; steps < longestChain; steps += 1) {
      const direct = this.subjectOf(current);
      if (direct !== undefined) return direct.subject;
      const [text] = current.references;
      const scope = this.scopes.get(current.stack);
      const found = text === undefined || scope === undefined ? undefined : this.find(scope, text);
      const next = isTemplate(found?.value) ? onlyHole(found.value) : null;
      if (next === null) return undefined;
      current = next;
    }
    return undefined;
  }

  private resolveTemplate(template: Template): Value {
    const hole = onlyHole(template);
    if (hole !== null) return this.resolveHole(hole) ?? template;
    return joinParts(
      template.parts.flatMap((part): readonly (string | Hole)[] => {
        if (typeof part === 'string') return [part];
        const value = this.resolveHole(part);
        if (isTemplate(value)) return value.parts;
        return typeof value === 'object' || value === undefined ? [part] : [String(value)];
      }),
    );
  }

  private resolveHole(hole: Hole): Value | undefined {
    const [reference] = hole.references;
    if (hole.kind !== 'reference' || reference === undefined) return undefined;
    // no two of them make the same text, whatever stacks are called
    const link = hole.stack === null ? ` ${reference}` : `${hole.stack.length} ${hole.stack}${reference}`;
    if (this.links.has(link)) return this.links.get(link);
    if (this.following.has(link) || this.following.size >= longestChain) return undefined;
    this.following.add(link);
    const found = this.follow(hole.stack, reference);
    this.following.delete(link);
    this.links.set(link, found);
    return found;
  }

  private follow(stack: string | null, reference: string): Value | undefined {
    const scope = this.scopes.get(stack);
    const found = scope === undefined ? undefined : this.find(scope, reference);
    if (found === undefined || found.value === null) return undefined;
    const value = this.resolve(found.value);
    return isSmall(value, { parts: mostParts, characters: longestText }) ? value : undefined;
  }

  private find(scope: Scope, text: string): Found | undefined {
    const reference = this.parse(text);
    if (reference === undefined) return undefined;
    const { kind, target, steps } = reference;
    if (kind === 'local') return at(scope, member(scope.locals, target), steps);
    if (kind === 'variable') return at(scope, member(scope.variables, target), steps);
    if (kind === 'remote-state') return this.findOutput(scope, target, steps);
    if (this.options.keepResources === true) return undefined;
    const subject = subjectAt(scope, '', reference);
    // what is deleted has no values
    return subject === undefined || steps.length === 0 ? undefined : at(scope, subject.values, steps);
  }

  private parse(text: string): Reference | undefined {
    if (this.references.has(text)) return this.references.get(text);
    const reference = parseReference(text);
    this.references.set(text, reference);
    return reference;
  }

  private findOutput(scope: Scope, remoteState: string, steps: readonly PathStep[]): Found | undefined {
    const [output, ...rest] = steps;
    const stack = member(scope.remoteStates, remoteState);
    const producer = stack === undefined ? undefined : this.scopes.get(stack);
    if (producer === undefined || typeof output !== 'string') return undefined;
    return at(producer, member(producer.outputs, output), rest);
  }
}

function subjectAt(scope: Scope, module: string, { kind, target, instance }: Reference): Subject | undefined {
  if (kind !== 'resource' && kind !== 'data') return undefined;
  const address = module + target;
  const sharing = (scope.subjects.get(address) ?? []).filter(
    ({ resource }) => !resource.address.endsWith(')'),
  );
  const exact = sharing.find(({ resource }) => resource.address === address + instance);
  return exact ?? (sharing.length === 1 ? sharing[0] : undefined);
}

function at(scope: Scope, start: Value | undefined, steps: readonly PathStep[]): Found | undefined {
  let value = start;
  for (const step of steps) {
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined;
    // a block that was written as one object stands for a list of one
    else if (isValueObject(value)) value = step === 0 ? value : member(value, String(step));
    else return undefined;
  }
  return value === undefined ? undefined : { value, scope };
}

/** Whether a value stays within a budget, which is used up on the way. */
function isSmall(value: Value, budget: { parts: number; characters: number }): boolean {
  budget.parts -= 1;
  if (typeof value === 'string') budget.characters -= value.length;
  if (budget.parts < 0 || budget.characters < 0) return false;
  if (isTemplate(value))
    return value.parts.every((part) => isSmall(typeof part === 'string' ? part : null, budget));
  if (Array.isArray(value)) return value.every((item) => isSmall(item, budget));
  return isValueObject(value) ? Object.values(value).every((item) => isSmall(item, budget)) : true;
}
