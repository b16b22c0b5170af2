import type { PathStep } from '../../model/json';
import type { ResolvedSubject } from '../iam/facts';
import type { RegionMention } from '../input/policy-input';
import { waitsFor } from '../value/encode';
import { askedHole, isTemplate, isVariable, textWithHoles, type Template } from '../value/value';
import { visitTexts } from '../value/visit';

const region = String.raw`(?:us-gov|us-isob?|us-isof|eu-isoe|eusc-de|us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:north|south|east|west|central|(?:north|south)(?:east|west))-\d{1,2}`;

/** Where AWS puts a region into a text: in an ARN, the name of an endpoint service, and the name of a host. */
const inText = new RegExp(
  [
    String.raw`arn:aws[\w-]*:[\w.-]+:(${region}):`,
    String.raw`com\.amazonaws\.(${region})\.`,
    String.raw`[./-](${region})\.(?:amazonaws\.com|api\.aws|on\.aws)`,
  ].join('|'),
  'g',
);
/** What every one of them has; most texts have none of it. */
const hosts = /arn:aws|amazonaws|\.api\.aws|\.on\.aws/;
const wholeRegion = new RegExp(`^(${region})$`);
/** `us-east-1a`, and the local zones and wavelength zones `us-west-2-lax-1a`. */
const wholeZone = new RegExp(`^(${region})(?:-[a-z]+-?[a-z0-9]+-\\d+)?[a-z]$`);
/** The id of a zone, `use1-az4`, alone or in the name of a directory bucket. */
const zoneId = /(?:^|--)(us|eu|ap|sa|ca|me|af|il|mx|cn)([nsewc]|[ns][ew])(\d)-(?:[a-z0-9]+-)?az\d+(?:$|--)/;
const directions: Readonly<Record<string, string>> = {
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
  c: 'central',
  ne: 'northeast',
  se: 'southeast',
  nw: 'northwest',
  sw: 'southwest',
};

/** A variable where a region is in an ARN or the name of an endpoint service. */
const openRegion = new RegExp(String.raw`(?:arn:aws[\w-]*:[\w.-]+:|com\.amazonaws\.)${askedHole}`);

/** Without this a text names no region and no zone: it is asked of every text, and all else of few. */
const hint = /(?:east|west|north|south|central)-\d|az\d/;

/** What is a region or a zone, whatever is in it. */
const isRegionOrZone = /(?:^|_)(?:regions?|availability_zones?|availability_zone_ids?|zone_ids?)$/;
/** Of another kind of zone. */
const isDomain = /hosted_zone|^zone_id$/;

/** In these people write what they like. */
const prose: readonly PathStep[] = ['description', 'comment', 'alarm_description', 'tags', 'tags_all'];

/**
 * Every place in which a resource, or the data source of another state, names another region than that of its environment: as a region, a zone,
 * or in an ARN, a service or a host. Where a variable nobody knows stands for the region, or for the zone, the region is null (docs/adr/0013).
 */
export function regionMentions(resources: readonly ResolvedSubject[], own: string | null): RegionMention[] {
  if (own === null) return [];
  const found = new Map<string, RegionMention>();
  for (const { subject, values } of resources) {
    const { address, stack, type, action, mode } = subject.resource;
    if (action === 'delete' || action === 'forget') continue;
    // what is only read says where AWS has it, but for the state of another stack, which is ours
    if (mode === 'data' && type !== 'terraform_remote_state') continue;
    visitTexts(values, (value, at) => {
      // Stryker disable next-line ConditionalExpression,LogicalOperator: what the hint lets pass finds nothing later
      if (typeof value === 'string' && !hint.test(value)) return;
      if (at[0] === 'id' || at.some((step) => prose.includes(step))) return;
      const path = [...at];
      const note = (text: string, named: string | null, waits_for: readonly string[]): void => {
        const mention = { address, stack, type, path, text, region: named, waits_for };
        found.set(JSON.stringify([stack, address, path, named, waits_for]), mention);
      };
      const parts = isTemplate(value) ? value.parts : [value];
      // Stryker disable next-line MethodExpression,ConditionalExpression,LogicalOperator: what the hint lets pass finds nothing later
      for (const text of parts.filter((part): part is string => typeof part === 'string' && hint.test(part)))
        for (const mention of isTemplate(value) ? inside(text) : [...whole(text), ...inside(text)])
          if (mention.region !== own) note(mention.text, mention.region, []);
      if (isTemplate(value) && (hasOpenRegion(value) || isOpenPlace(value, path)))
        note('(not known yet)', null, waitsFor(value, stack));
    });
  }
  return [...found.values()];
}

interface Named {
  readonly text: string;
  readonly region: string;
}

function whole(text: string): Named[] {
  const named = wholeRegion.exec(text)?.[1] ?? wholeZone.exec(text)?.[1];
  if (named !== undefined) return [{ text, region: named }];
  const [, ...parts] = zoneId.exec(text) ?? [];
  return parts.length === 0
    ? []
    : [{ text, region: parts.map((part) => directions[part] ?? part).join('-') }];
}

function inside(text: string): Named[] {
  // Stryker disable next-line ConditionalExpression: without it the same is found, later
  if (!hosts.test(text)) return [];
  return Array.from(text.matchAll(inText), ([all, ...groups]) => ({
    text: all,
    region: String(groups.find(Boolean)),
  }));
}

/** Whether a variable stands for all of a region or zone. */
function isOpenPlace(value: Template, path: readonly PathStep[]): boolean {
  const place = String(path.findLast((step) => typeof step === 'string'));
  return isVariable(value) && isRegionOrZone.test(place) && !isDomain.test(place);
}

/** Whether a variable stands where a region is; whatever is read from AWS itself is of the region asked. */
function hasOpenRegion(template: Template): boolean {
  return openRegion.test(
    textWithHoles(
      template,
      ({ references }) =>
        references.length > 0 && references.every((reference) => reference.startsWith('var.')),
    ),
  );
}
