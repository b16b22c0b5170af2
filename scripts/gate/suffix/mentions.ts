import type { PathStep } from '../../model/json';
import type { SuffixMention } from '../input/policy-input';
import type { Resource } from '../../model/resource';
import { waitsFor } from '../value/encode';
import type { Resolver } from '../system/resolver';
import type { System } from '../system/scope';
import {
  askedHole,
  isTemplate,
  isVariable,
  otherHole,
  standsForVariable,
  textWithHoles,
  type Template,
  type ValueObject,
} from '../value/value';
import { visitTexts } from '../value/visit';

/** Preview environments are named after a pull request and are in no list (DESIGN: Nouns). */
const preview = String.raw`pr\d+`;

/** Only in these does a value that is a suffix and nothing else name an environment. */
const namingPlaces: readonly PathStep[] = ['variables', 'tags', 'tags_all', 'value'];

/** What AWS makes of the name, and no configuration says. */
const computed: readonly PathStep[] = ['id', 'arn', 'qualified_arn', 'invoke_arn', 'json', 'minified_json'];

/** What `/dev/` begins in a script or the name of a device. */
const device =
  /^\/dev\/(?:null|zero|full|u?random|shm|std(?:in|out|err)|tty|fd|xvd|sd[a-z]|nvme|disk|mapper|loop)/;

/** What says which thing is meant: where a variable stands for all of it, that may be a thing of anybody. */
const namesOneThing = /(?:^|_)(?:names?|arns?|bucket|identifier|urls?|queue|topic|role)$/i;

/** What may name something: a resource, or an output as `output.<name>` with its `value`. */
export interface Speaker {
  readonly subject: { readonly resource: Pick<Resource, 'address' | 'stack' | 'action'> };
  readonly values: ValueObject;
}

/** The outputs of the judged stacks, with their references followed. */
export function outputSpeakers(exported: System['exports'], resolver: Resolver): Speaker[] {
  return exported.flatMap(({ stack, exports }) =>
    Object.entries(resolver.resolveObject(exports)).map(([name, value]) => ({
      subject: { resource: { address: `output.${name}`, stack, action: 'no-op' as const } },
      values: { value },
    })),
  );
}

/**
 * Every place in which a resource or output names something by the suffix of another environment, and every place in which a name
 * ends in a variable nobody knows or is one, so that it may be such a suffix (docs/adr/0013).
 *
 * @param own the suffix of the environment that is judged; without one nothing is foreign
 * @param suffixes those of all environments there are
 */
export function suffixMentions(
  speakers: readonly Speaker[],
  own: string | null,
  suffixes: readonly string[],
): SuffixMention[] {
  if (own === null) return [];
  // Stryker disable next-line MethodExpression,ConditionalExpression: what is our own is left out below; here it saves time
  const foreign = suffixes.filter((suffix) => suffix !== own);
  // Stryker disable next-line ArrayDeclaration: a hint that always holds finds the same, later
  const hint = new RegExp([...foreign, preview].join('|'));
  const words = new RegExp(`(?<![A-Za-z0-9])(?:${[...foreign, preview].join('|')})(?![A-Za-z0-9_-])`, 'g');
  const found: SuffixMention[] = [];
  for (const { subject, values } of speakers) {
    const { address, stack, action } = subject.resource;
    if (action === 'delete' || action === 'forget') continue;
    visitTexts(values, (value, path) => {
      const texts = isTemplate(value) ? value.parts : [value];
      // asked of every text, so that all else is asked of few
      // Stryker disable next-line ConditionalExpression,LogicalOperator: a hint that always holds finds the same, later
      const isHinted = texts.some((part) => typeof part === 'string' && hint.test(part));
      // Stryker disable next-line ConditionalExpression: what goes on finds the same, later
      if (!isHinted && !isTemplate(value)) return;
      if (path.length === 1 && path.some((step) => computed.includes(step))) return;
      // a plan says in tags_all what the configuration says in tags
      const place = path[0] === 'tags_all' ? ['tags', ...path.slice(1)] : [...path];
      const note = (text: string, suffix: string | null, waits_for: readonly string[]): void => {
        found.push({ address, stack, path: place, text, suffix, waits_for });
      };
      for (const { text, suffix } of isHinted ? mentionsIn(value, path, words) : [])
        if (suffix !== own) note(text, suffix, []);
      if (isTemplate(value)) {
        const open = openEnd(value) ?? wholeVariable(value, path);
        if (open !== undefined) note(open, null, waitsFor(value, stack));
      }
    });
  }
  return unique(found);
}

function mentionsIn(
  value: string | Template,
  path: readonly PathStep[],
  words: RegExp,
): { text: string; suffix: string }[] {
  if (typeof value === 'string') {
    if (value.match(words)?.[0] === value && namesAnEnvironment(path))
      return [{ text: value, suffix: value }];
    return mentionsInText(value, true, words);
  }
  const last = value.parts.length - 1;
  return value.parts.flatMap((part, index) =>
    typeof part === 'string' ? mentionsInText(part, index === last, words) : [],
  );
}

function namesAnEnvironment(path: readonly PathStep[]): boolean {
  return path.slice(-2).some((step) => namingPlaces.includes(step));
}

/** @param isLast whether nothing follows, so that a word at the end is a whole word */
function mentionsInText(text: string, isLast: boolean, words: RegExp): { text: string; suffix: string }[] {
  return Array.from(text.matchAll(words)).flatMap((match) => {
    const [suffix] = match;
    const start = match.index;
    const end = start + suffix.length;
    const before = text.charAt(start - 1);
    const after = text.charAt(end);
    if (after === '' && !isLast) return [];
    if (device.test(text.slice(start - 1))) return [];
    // the last label of a domain says nothing about environments: .dev is one that anybody can have
    const isLabel = before === '.' && after === '.';
    const isPart = /[-_/:]/.test(before) || isLabel || (before === '' && /[./]/.test(after));
    return isPart ? [{ text: tokenAround(text, start, end), suffix }] : [];
  });
}

/** The name a word ends, or the word itself. */
function tokenAround(text: string, start: number, end: number): string {
  return nameAtEnd(text.slice(0, start)) + text.slice(start, end);
}

function nameAtEnd(text: string): string {
  return text.replace(/^.*[^A-Za-z0-9_-]/s, '');
}

const openName = new RegExp(`[A-Za-z0-9][-_]${askedHole}(?![A-Za-z0-9_${askedHole}${otherHole}-])`);

/** What stands before a variable that a name or a part of a path ends in. */
function openEnd(template: Template): string | undefined {
  const text = textWithHoles(template, standsForVariable);
  const end = text.search(openName);
  return end === -1 ? undefined : `${nameAtEnd(text.slice(0, end + 2))}(not known yet)`;
}

/** A variable that stands for all of a name; what it is for another attribute says nothing about environments. */
function wholeVariable(value: Template, path: readonly PathStep[]): string | undefined {
  const place = String(path.findLast((step) => typeof step === 'string'));
  return isVariable(value) && namesOneThing.test(place) ? '(not known yet)' : undefined;
}

/** A name may stand in a value any number of times. */
function unique(mentions: readonly SuffixMention[]): SuffixMention[] {
  const places = new Map(
    mentions.map((mention) => {
      const { stack, address, path, text } = mention;
      return [JSON.stringify([stack, address, path, text]), mention];
    }),
  );
  return [...places.values()];
}
