import { append } from '../../../model/append';
import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import { isTemplate, joinParts, type Template, type Value } from '../../value/value';
import { codeBuckets, imageAttributes, type ComputeType } from './compute';
import { nameOf, type IamResource } from './holders';
import { follow } from './links';
import { computeTypeOf, type Runners } from './runners';
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
  runners: Runners,
  resolver: Resolver,
): TargetEntry[] {
  const compute = new ComputeEntries(runners, resolver);
  return [
    ...unions.flatMap(({ holder }) =>
      holder.external ? [] : holderEntries(holder.resource, holder.id, holder.kind),
    ),
    ...policyEntries(resources, unions),
    ...resources.flatMap((resource) => compute.of(resource)),
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
    for (const policy of policies) append(holdersOf, policy, holder.id);
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

/** What runs as a principal, and what its code is read from. */
class ComputeEntries {
  constructor(
    private readonly runners: Runners,
    private readonly resolver: Resolver,
  ) {}

  of(resource: IamResource): TargetEntry[] {
    const compute = computeTypeOf(resource);
    if (compute === undefined) return [];
    const principals = this.runners.principalsOf(resource);
    return [
      this.entry(resource, compute, principals),
      ...this.code(resource, principals),
      ...this.image(resource, principals),
    ];
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
}

function textOf(value: Value | undefined): string | Template | null {
  return (typeof value === 'string' && value !== '') || isTemplate(value) ? value : null;
}
