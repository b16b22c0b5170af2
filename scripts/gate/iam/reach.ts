import { remembered } from '../../model/once';
import type { ActionFact } from '../input/policy-input';
import type { Template } from '../value/value';
import type { ActionTable, KnownAction } from './action-table';
import { overlaps, readPattern, isWildcard } from './principals/pattern';
import { isOfType, type ResourceType, type ResourceTypes, type StatementResource } from './resource-types';

type Reach = ActionFact['reach'];

/** How many types of resources are named. */
const mostNamed = 4;

/**
 * Whether the actions of one statement can be about any of its resources.
 *
 * A wrong "no" is worse than a wrong "yes", so it is said only where nothing else can be meant: of resources of another
 * service, and of the services whose types of resources are known to be complete. AWS's own managed policies name resources
 * the action data lacks for most of the others.
 */
export class StatementReach {
  private readonly resources: readonly StatementResource[];
  private readonly known = new Map<readonly ResourceType[] | string, Reach>();

  constructor(
    resources: readonly (string | Template)[],
    private readonly types: () => ResourceTypes,
    private readonly actions: ActionTable,
  ) {
    // most statements about everything are for actions that take no resource: nothing has to be looked up
    this.resources = resources.includes('*') ? [] : resources.map((resource) => types().read(resource));
  }

  /** Of an action or a pattern of several, of which one is enough. */
  of(pattern: string | Template): Pick<ActionFact, 'reach' | 'about'> {
    const yes = { reach: 'yes', about: [] } as const;
    if (typeof pattern !== 'string' || this.resources.length === 0) return yes;
    const actions = this.actions.match(pattern);
    if (actions.length === 0) return yes;
    const reaches = new Set(actions.map((action) => this.reachOf(action)));
    if (reaches.has('yes')) return yes;
    const arns = new Set(actions.flatMap(({ name }) => this.types().of(name).map(shownArn)));
    return {
      reach: reaches.has('undetermined') ? 'undetermined' : 'no',
      about: [...arns].sort().slice(0, mostNamed),
    };
  }

  private reachOf({ name }: KnownAction): Reach {
    const service = name.slice(0, name.indexOf(':'));
    const types = this.types().of(name);
    return remembered(this.known, types.length === 0 ? service : types, () => this.find(service, types));
  }

  private find(service: string, types: readonly ResourceType[]): Reach {
    if (this.resources.some((resource) => this.isMatch(resource, service, types))) return 'yes';
    return this.resources.some(({ isOpen }) => isOpen) ? 'undetermined' : 'no';
  }

  private isMatch(resource: StatementResource, service: string, types: readonly ResourceType[]): boolean {
    const { fields } = resource.arn;
    // everything, a reference, a short form such as arn:aws:s3*, or what AWS refuses
    if (fields === null) return !resource.isOpen;
    if (types.some((type) => isOfType(resource, type))) return true;
    const [, , own = [], , , tail = []] = fields;
    const isOfService =
      overlaps(own, readPattern(service)) || types.some((type) => overlaps(own, type.service));
    if (!isOfService) return false;
    // arn:aws:s3:::* is taken for everything here and there, as AWS's own examples for s3:ListAllMyBuckets have it
    return !this.types().isExact(service) || (types.length === 0 && tail.some(isWildcard));
  }
}

/** As people read it: `arn:…:s3:…:NAME/NAME`. */
function shownArn({ arn }: ResourceType): string {
  const colon = arn.indexOf(':');
  return `arn:…:${arn.slice(0, colon)}:…:${arn.slice(colon + 1).replaceAll('*', 'NAME')}`;
}
