import { remembered } from '../../model/once';
import { isTemplate, joinParts, type Hole, type Template } from '../value/value';
import { isOpaque, readArn, tailOf, type ArnPattern } from './principals/arn-pattern';
import { overlaps, readPattern, type Pattern } from './principals/pattern';
import { byAction, LineRows, readTable, type Numbered, type TableRows } from './table-rows';

/** The ARNs of the resources of a service, and the actions that are about them. */
export interface ResourceGroups extends Numbered {
  readonly arns: readonly string[];
}

/** What is known of ARNs by hand. */
export interface KnownArns {
  /** Services of whom the action data knows every resource an action may be about. */
  readonly exact: readonly string[];
  /** What the ARN of a resource of terraform looks like, by type and attribute: `{ "aws_s3_bucket.arn": "s3:*" }`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What an action is about by a page of AWS, where the action data says that it takes no resource. */
  readonly documented: Readonly<Record<string, { readonly arn: string; readonly source: string }>>;
}

/** One type of resource, by its ARN. */
export interface ResourceType {
  /** Service and last field, with a star for each name: `kms:key/*`. */
  readonly arn: string;
  readonly service: Pattern;
  readonly tail: Pattern;
  /** The name of a bucket has no slash, so what has one is an object. */
  readonly isBucket: boolean;
}

/** A resource of a statement, read once for all of its actions. */
export interface StatementResource {
  readonly arn: ArnPattern;
  readonly hasSlash: boolean;
  /** Whether it begins with a reference to whatever somebody may choose. */
  readonly isOpen: boolean;
}

const slash = '/'.charCodeAt(0);

/** What stands for the name of a resource that is referred to: it has neither slashes nor colons. */
const oneName = 'x';

const none: readonly ResourceType[] = [];

/** Knows which resources the actions of AWS are about. */
export class ResourceTypes {
  private readonly documented: ReadonlyMap<string, readonly ResourceType[]>;
  private readonly services = new Map<string, ReadonlyMap<string, readonly ResourceType[]>>();
  private readonly exact: ReadonlySet<string>;

  constructor(
    private readonly groups: TableRows<ResourceGroups>,
    private readonly known: KnownArns,
  ) {
    this.exact = new Set(known.exact);
    this.documented = new Map(
      Object.entries(known.documented).map(([action, { arn }]) => [action.toLowerCase(), [typeOf(arn)]]),
    );
  }

  /** The types an action is about, in any case; none where it takes no resource. Actions about the same share one list. */
  of(action: string): readonly ResourceType[] {
    const lower = action.toLowerCase();
    const colon = lower.indexOf(':');
    const ofService = this.ofService(lower.slice(0, colon));
    return ofService.get(lower.slice(colon + 1)) ?? this.documented.get(lower) ?? none;
  }

  /** Whether a resource of the service that is of no type of an action is none the action is about. */
  isExact(service: string): boolean {
    return this.exact.has(service);
  }

  /** A resource of a statement; what it begins with a reference to has the form of that ARN. */
  read(resource: string | Template): StatementResource {
    const formed = isTemplate(resource) ? this.formed(resource) : resource;
    const arn = readArn(readPattern(formed));
    return {
      arn,
      hasSlash: tailOf(arn)?.includes(slash) === true,
      isOpen: isOpaque(arn) && isVague(formed),
    };
  }

  /** By the names of its actions in lower case. */
  private ofService(service: string): ReadonlyMap<string, readonly ResourceType[]> {
    return remembered(this.services, service, () => {
      const group = this.groups.get(service) ?? { arns: [], actions: {} };
      return byAction(group, group.arns.map(typeOf), (types) => types);
    });
  }

  /** The text with the ARN its reference leads to, where somebody said what that looks like. */
  private formed(template: Template): Template | string {
    const [first, ...rest] = template.parts;
    const form = typeof first === 'object' ? this.formOf(first) : undefined;
    if (form === undefined) return template;
    const { service, tail } = fieldsOf(form);
    return joinParts([`arn:*:${service}:*:*:${tail.replaceAll('*', oneName)}`, ...rest]);
  }

  private formOf({ kind, references: [reference] }: Hole): string | undefined {
    if (kind !== 'reference' || reference === undefined) return undefined;
    const attribute = reference.replace(/^(?:.*\.)?(aws_\w+)\.[^.]+\.(\w+)$/, '$1.$2');
    return Object.hasOwn(this.known.attributes, attribute) ? this.known.attributes[attribute] : undefined;
  }
}

function typeOf(arn: string): ResourceType {
  const { service, tail } = fieldsOf(arn);
  return {
    arn,
    service: readPattern(service),
    tail: readPattern(tail),
    isBucket: service === 's3' && tail === '*',
  };
}

function fieldsOf(arn: string): { service: string; tail: string } {
  const colon = arn.indexOf(':');
  return { service: arn.slice(0, colon), tail: arn.slice(colon + 1) };
}

/**
 * Whether a reference leads to whatever somebody chose: a variable, a local. One to a resource leads to that; what a plan
 * alone says is not known, as in a document it will read, may be anything.
 */
function isVague(resource: Template | string): boolean {
  const first = isTemplate(resource) ? resource.parts[0] : resource;
  if (typeof first !== 'object') return false;
  if (first.kind === 'computed') return true;
  return !first.references.some((reference) => /(?:^|[.\s])aws_\w+\./.test(reference));
}

/** Whether a resource can be of a type. */
export function isOfType({ arn, hasSlash }: StatementResource, type: ResourceType): boolean {
  const [, , service, , , tail] = arn.fields ?? [];
  if (service === undefined || tail === undefined || (type.isBucket && hasSlash)) return false;
  return overlaps(service, type.service) && overlaps(tail, type.tail);
}

/** Reads the tables `iam-resources` and `iam-arns`. */
export function readResourceTypes(policyDirectory: string): ResourceTypes {
  return new ResourceTypes(
    new LineRows(readTable(policyDirectory, 'iam-resources')),
    JSON.parse(readTable(policyDirectory, 'iam-arns')) as KnownArns,
  );
}
