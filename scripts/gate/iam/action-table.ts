import { append } from '../../model/append';
import { remembered } from '../../model/once';
import type { AccessLevel } from '../input/policy-input';
import type { TableRows } from './table-rows';

/** An action as the table knows it. */
export interface KnownAction {
  /** `s3:GetObject`, spelt as AWS does. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Whether a statement about it must name a resource, may, or cannot. */
  readonly takesResource: 'never' | 'optionally' | 'always';
}

/** Of a service, by access level and resource use (`W2`), action names with a space between them. */
export type ActionGroups = Readonly<Record<string, string>>;

const levels: ReadonlyMap<string, AccessLevel> = new Map([
  ['L', 'List'],
  ['R', 'Read'],
  ['W', 'Write'],
  ['T', 'Tagging'],
  ['P', 'Permissions management'],
]);
const resourceUses: ReadonlyMap<string, KnownAction['takesResource']> = new Map([
  ['0', 'never'],
  ['1', 'optionally'],
  ['2', 'always'],
]);

/** The actions of some patterns that take a resource. */
export interface ScopableActions {
  /** Sorted; the first ten of `count`. */
  readonly named: readonly KnownAction[];
  readonly count: number;
}

/** How many of the actions that take a resource are named. */
const mostNamed = 10;

/** Expands the patterns of policies; case does not count, as it does not in IAM. */
export class ActionTable {
  private readonly services = new Map<string, ReadonlyMap<string, KnownAction>>();
  private readonly matches = new Map<string, readonly KnownAction[]>();
  private readonly levels = new Map<string, readonly AccessLevel[]>();
  private readonly scopable = new Map<string, ScopableActions>();

  constructor(private readonly groups: TableRows<ActionGroups>) {}

  /**
   * The actions a pattern such as `s3:Get*` stands for. An action without a wildcard that the table lacks is taken for one
   * that writes and takes a resource: AWS adds actions every week, and a new one must not look harmless.
   */
  expand(pattern: string): readonly KnownAction[] {
    const found = this.match(pattern);
    const isLiteral = !isPattern(pattern) && pattern.includes(':');
    return found.length === 0 && isLiteral
      ? [{ name: pattern, level: 'Write', takesResource: 'always' }]
      : found;
  }

  /** The access levels of what a pattern stands for, sorted. */
  grantsOf(pattern: string): readonly AccessLevel[] {
    return remembered(this.levels, pattern, () =>
      [...new Set(this.expand(pattern).map(({ level }) => level))].sort(),
    );
  }

  /** Which of the actions of all patterns together a statement can hold to a resource. */
  scopableOf(patterns: readonly string[]): ScopableActions {
    return remembered(this.scopable, patterns.join('\n'), () => {
      const byName = new Map(
        patterns
          .flatMap((pattern) => this.expand(pattern))
          .filter(({ takesResource }) => takesResource !== 'never')
          .map((action) => [action.name, action]),
      );
      const sorted = [...byName.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
      return { named: sorted.slice(0, mostNamed), count: sorted.length };
    });
  }

  /** The actions of the table a pattern stands for, and nothing else. */
  match(pattern: string): readonly KnownAction[] {
    const lower = pattern.toLowerCase();
    return remembered(this.matches, lower, () => this.find(lower));
  }

  private find(lower: string): readonly KnownAction[] {
    const colon = lower.indexOf(':');
    const [service, action] = colon < 0 ? [lower, '*'] : [lower.slice(0, colon), lower.slice(colon + 1)];
    return this.servicesLike(service).flatMap((prefix) => valuesLike(this.actionsOf(prefix), action));
  }

  private servicesLike(pattern: string): string[] {
    if (!isPattern(pattern)) return this.groups.has(pattern) ? [pattern] : [];
    const expression = toPattern(pattern);
    return [...this.groups.keys()].filter((prefix) => expression.test(prefix));
  }

  /** By their names in lower case. */
  private actionsOf(service: string): ReadonlyMap<string, KnownAction> {
    return remembered(this.services, service, () => {
      const actions = new Map<string, KnownAction>();
      for (const [group, names] of Object.entries(this.groups.get(service) ?? {})) {
        const level = levels.get(group.charAt(0)) ?? 'Write';
        const takesResource = resourceUses.get(group.charAt(1)) ?? 'always';
        for (const name of names.split(' ')) {
          actions.set(name.toLowerCase(), { name: `${service}:${name}`, level, takesResource });
        }
      }
      return actions;
    });
  }
}

/** A table of some actions, of which nothing is asked but their names. */
export function actionTableOf(actions: readonly string[]): ActionTable {
  const names = new Map<string, string[]>();
  for (const action of actions) {
    const [service = '', name = ''] = action.split(':');
    append(names, service, name);
  }
  return new ActionTable(new Map([...names].map(([service, own]) => [service, { W2: own.join(' ') }])));
}

function valuesLike<T>(values: ReadonlyMap<string, T>, pattern: string): T[] {
  if (pattern === '*') return [...values.values()];
  if (!isPattern(pattern)) {
    const value = values.get(pattern);
    return value === undefined ? [] : [value];
  }
  const expression = toPattern(pattern);
  return [...values].flatMap(([name, value]) => (expression.test(name) ? [value] : []));
}

function isPattern(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

/**
 * A pattern of IAM as a regular expression. A run of wildcards is so many characters and at most one star, so that no
 * pattern is slow to fail: `?*?*?*` has more ways to match a name than anybody can wait for.
 */
function toPattern(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[*?]+/g, (run) => run.replaceAll('*', '') + (run.includes('*') ? '*' : ''))
    .replaceAll(/[.+^${}()|[\]\\/-]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
