import type { AccessLevel } from '../input/policy-input';

/** An action as the table knows it. */
export interface KnownAction {
  /** `s3:GetObject`, spelt as AWS does. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Whether a statement about it must name a resource, may, or cannot. */
  readonly takesResource: 'never' | 'optionally' | 'always';
}

/** By service prefix, then by access level and resource use (`W2`), action names with a space between them. */
export type ActionGroups = Readonly<Record<string, Readonly<Record<string, string>>>>;

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
  private readonly services = new Map<string, readonly KnownAction[]>();
  private readonly matches = new Map<string, readonly KnownAction[]>();
  private readonly levels = new Map<string, readonly AccessLevel[]>();
  private readonly scopable = new Map<string, ScopableActions>();

  constructor(private readonly groups: ActionGroups) {}

  /**
   * The actions a pattern such as `s3:Get*` stands for. An action without a wildcard that the table lacks is taken for one
   * that writes and takes a resource: AWS adds actions every week, and a new one must not look harmless.
   */
  expand(pattern: string): readonly KnownAction[] {
    const found = this.match(pattern);
    const isLiteral = !/[*?]/.test(pattern) && pattern.includes(':');
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

  private find(lower: string): KnownAction[] {
    const colon = lower.indexOf(':');
    const [service, action] = colon < 0 ? [lower, '*'] : [lower.slice(0, colon), lower.slice(colon + 1)];
    const servicePattern = toPattern(service);
    const actionPattern = toPattern(action);
    return Object.keys(this.groups)
      .filter((prefix) => servicePattern.test(prefix))
      .flatMap((prefix) => this.actionsOf(prefix))
      .filter(({ name }) => actionPattern.test(name.slice(name.indexOf(':') + 1).toLowerCase()));
  }

  private actionsOf(service: string): readonly KnownAction[] {
    return remembered(this.services, service, () =>
      Object.entries(this.groups[service] ?? {}).flatMap(([group, names]) => {
        const level = levels.get(group.charAt(0)) ?? 'Write';
        const takesResource = resourceUses.get(group.charAt(1)) ?? 'always';
        return names.split(' ').map((name) => ({ name: `${service}:${name}`, level, takesResource }));
      }),
    );
  }
}

/** A value made once for each key. */
function remembered<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
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
