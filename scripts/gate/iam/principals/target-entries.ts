import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import { isTemplate, joinParts, type Template, type Value } from '../../value/value';
import { codeBuckets, computeTypes, imageAttributes, type ComputeType } from './compute';
import { nameOf, type Holders, type IamResource } from './holders';
import { blocksOf, follow, memberOf, textKey } from './links';
import { tailWith, type TargetEntry } from './targets';
import type { Union } from './union';

const holderTails: Readonly<Record<string, string>> = { group: 'group', role: 'role', user: 'user' };

/**
 * Everything in a system that a step of an escalation path can be about: principals, the policies they have, and what
 * runs as them.
 */
export function targetEntries(
  resources: readonly IamResource[],
  unions: readonly Union[],
  holders: Holders,
  resolver: Resolver,
): TargetEntry[] {
  return [
    ...unions.flatMap(({ holder }) =>
      holder.external ? [] : holderEntries(holder.resource, holder.id, holder.kind),
    ),
    ...policyEntries(resources, unions),
    ...new ComputeEntries(resources, holders, resolver).all(),
  ];
}

function holderEntries(resource: IamResource, id: string, kind: string): TargetEntry[] {
  const word = Object.hasOwn(holderTails, kind) ? holderTails[kind] : undefined;
  if (word === undefined) return [];
  const { subject, values } = resource;
  return [
    {
      subject,
      template: { service: 'iam', tail: `${word}/*` },
      tail: pathAndName(word, values['path'], nameOf(values)),
      principals: [id],
    },
  ];
}

function policyEntries(resources: readonly IamResource[], unions: readonly Union[]): TargetEntry[] {
  const holdersOf = new Map<Subject, string[]>();
  for (const { holder, policies } of unions) {
    for (const policy of policies) holdersOf.set(policy, [...(holdersOf.get(policy) ?? []), holder.id]);
  }
  return resources
    .filter(({ subject }) => subject.resource.type === 'aws_iam_policy')
    .map(({ subject, values }) => ({
      subject,
      template: { service: 'iam', tail: 'policy/*' },
      tail: pathAndName('policy', values['path'], nameOf(values)),
      principals: holdersOf.get(subject) ?? [],
    }));
}

/** `role/payments/jobs-dev`; a name that is known to its beginning only ends in a star. */
function pathAndName(
  word: string,
  path: Value | undefined,
  name: string | Template | null,
): string | Template {
  const known = typeof path === 'string' || isTemplate(path) ? path : '/';
  const start = tailWith(word, known, '');
  return typeof start === 'string' ? tailWith(start, name, '') : tailWith(`${word}/`, null, '');
}

class ComputeEntries {
  private readonly profiles = new Map<Subject, readonly string[]>();
  private readonly profileNames = new Map<string, readonly string[]>();

  constructor(
    private readonly resources: readonly IamResource[],
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

  all(): TargetEntry[] {
    return this.resources.flatMap((resource) => {
      const { type } = resource.subject.resource;
      const compute = Object.hasOwn(computeTypes, type) ? computeTypes[type] : undefined;
      if (compute === undefined) return [];
      const principals = this.rolesOf(resource, compute);
      return [
        this.entry(resource, compute, principals),
        ...this.code(resource, principals),
        ...this.image(resource, principals),
      ];
    });
  }

  private entry(
    { subject, values }: IamResource,
    { service, tail }: ComputeType,
    principals: readonly string[],
  ): TargetEntry {
    const [before = '', attribute = '', after = ''] = tail.split(/[<>]/);
    const name = attribute === '' ? null : textOf(values[attribute]);
    return {
      subject,
      template: { service, tail: tail.replace(/<.*>/, '*') },
      tail: tailWith(before, name, after),
      principals,
    };
  }

  /** The object its code is read from: whoever can write it, writes the code. */
  private code({ subject, values }: IamResource, principals: readonly string[]): TargetEntry[] {
    const [bucket, key] = codeBuckets[subject.resource.type] ?? [];
    const link = bucket === undefined ? null : follow(subject.values[bucket], this.resolver);
    if (link === null || key === undefined) return [];
    const template = { service: 's3', tail: '*/*' };
    const object = textOf(values[key]);
    if (link.subject !== null) {
      const name = textOf(this.resolver.resolve(link.subject.values['bucket'] ?? null));
      const tail = tailWith('', name, '/');
      return [
        {
          subject: link.subject,
          template,
          tail: typeof tail === 'string' ? tailWith(tail, object, '') : '*/*',
          principals,
        },
      ];
    }
    const tail = tailWith('', link.text, '/');
    return [
      { subject, template, tail: typeof tail === 'string' ? tailWith(tail, object, '') : '*/*', principals },
    ];
  }

  /** The repository its image is read from: whoever can push there, chooses the image of the next deployment. */
  private image({ subject, values }: IamResource, principals: readonly string[]): TargetEntry[] {
    const attribute = imageAttributes[subject.resource.type];
    const written = attribute === undefined ? undefined : subject.values[attribute];
    const template = { service: 'ecr', tail: 'repository/*' };
    if (isTemplate(written)) {
      const link = follow(joinParts(written.parts.slice(0, 1)), this.resolver);
      if (link?.subject?.resource.type === 'aws_ecr_repository') {
        const name = textOf(this.resolver.resolve(link.subject.values['name'] ?? null));
        return [{ subject: link.subject, template, tail: tailWith('repository/', name, ''), principals }];
      }
    }
    const known = attribute === undefined ? undefined : values[attribute];
    const name = typeof known === 'string' ? /\.dkr\.ecr\.[^/]+\/([^:@]+)/.exec(known)?.[1] : undefined;
    return name === undefined ? [] : [{ subject, template, tail: `repository/${name}`, principals }];
  }

  private rolesOf({ subject }: IamResource, { roles, profiles = [] }: ComputeType): string[] {
    const own = roles.flatMap((path) => at(subject.values, path).flatMap((value) => this.rolesNamed(value)));
    const byProfile = profiles.flatMap((path) =>
      at(subject.values, path).flatMap((value) => this.rolesOfProfile(value)),
    );
    return [...new Set([...own, ...byProfile])];
  }

  private rolesNamed(value: Value | undefined): string[] {
    return this.holders.named(value, 'role').map(({ id }) => id);
  }

  private rolesOfProfile(value: Value): readonly string[] {
    const link = follow(value, this.resolver);
    if (link === null) return [];
    if (link.subject !== null) return this.profiles.get(link.subject) ?? [];
    return this.profileNames.get(textKey(link.text) ?? '') ?? [];
  }
}

function at(value: Value | undefined, path: readonly string[]): Value[] {
  const [step, ...rest] = path;
  if (step === undefined) return value === undefined || value === null ? [] : [value];
  return blocksOf(value).flatMap((block) => at(memberOf(block, step), rest));
}

function textOf(value: Value | undefined): string | Template | null {
  return (typeof value === 'string' && value !== '') || isTemplate(value) ? value : null;
}
