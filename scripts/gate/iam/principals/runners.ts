import { remembered } from '../../../model/once';
import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import type { Value } from '../../value/value';
import { computeTypes, type ComputeType } from './compute';
import { nameOf, type Holders, type IamResource } from './holders';
import { blocksOf, follow, memberOf, textKey } from './links';

/** Knows what runs as which principal of the system, be it by a role or by an instance profile. */
export class Runners {
  private readonly profiles = new Map<Subject, readonly string[]>();
  private readonly profileNames = new Map<string, readonly string[]>();
  private readonly principals = new Map<Subject, readonly string[]>();

  constructor(
    resources: readonly IamResource[],
    private readonly holders: Holders,
    private readonly resolver: Resolver,
  ) {
    for (const { subject, values } of resources) {
      if (subject.resource.type !== 'aws_iam_instance_profile') continue;
      const roles = this.rolesNamed(subject.values['role']);
      this.profiles.set(subject, roles);
      const name = nameOf(values);
      const key = name === null ? undefined : textKey(name);
      if (key !== undefined) this.profileNames.set(key, roles);
    }
  }

  /** The ids of the principals a resource runs as. */
  principalsOf(resource: IamResource): readonly string[] {
    return remembered(this.principals, resource.subject, () => {
      const { roles = [], profiles = [] } = computeTypeOf(resource) ?? {};
      const { values } = resource.subject;
      const own = roles.flatMap((path) => at(values, path).flatMap((value) => this.rolesNamed(value)));
      const byProfile = profiles.flatMap((path) =>
        at(values, path).flatMap((value) => this.rolesOfProfile(value)),
      );
      return [...new Set([...own, ...byProfile])];
    });
  }

  private rolesNamed(value: Value | undefined): string[] {
    return this.holders.named(value, 'role').map(({ id }) => id);
  }

  private rolesOfProfile(value: Value | undefined): readonly string[] {
    const link = follow(value, this.resolver);
    if (link === null) return [];
    if (link.subject !== null) return this.profiles.get(link.subject) ?? [];
    return this.profileNames.get(textKey(link.text) ?? '') ?? [];
  }
}

/** How a resource acts as a role; undefined where none of its type does. */
export function computeTypeOf({ subject }: IamResource): ComputeType | undefined {
  const { type } = subject.resource;
  return Object.hasOwn(computeTypes, type) ? computeTypes[type] : undefined;
}

/** What stands at a path below blocks; undefined where a block lacks it. */
function at(value: Value | undefined, path: readonly string[]): (Value | undefined)[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  return blocksOf(value).flatMap((block) => at(memberOf(block, step), rest));
}
