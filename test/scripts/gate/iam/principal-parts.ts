import { Holders, type IamResource } from '../../../../scripts/gate/iam/principals/holders';
import { Runners } from '../../../../scripts/gate/iam/principals/runners';
import type { Union } from '../../../../scripts/gate/iam/principals/union';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { Resolver } from '../../../../scripts/gate/system/resolver';
import type { Subject } from '../../../../scripts/gate/system/scope';
import type { JsonObject } from '../../../../scripts/model/json';
import { configuration } from './systems';

/** The resources of a configuration as what the facts about principals are made from. */
export interface Parts {
  readonly resolver: Resolver;
  readonly resources: readonly IamResource[];
  readonly holders: Holders;
  readonly runners: Runners;
  readonly subject: (address: string) => Subject;
}

export function partsOf(resource: JsonObject, rest: JsonObject = {}): Parts {
  const system = assembleSystem([configuration({ resource, ...rest })], null);
  const resolver = new Resolver(system);
  const subjects = system.scopes.flatMap((scope) => [...scope.subjects.values()].flat());
  const resources = subjects
    .filter((subject) => subject.resource.mode === 'managed')
    .map((subject) => ({ subject, values: resolver.resolveObject(subject.values), judged: true }));
  const holders = new Holders(resources, resolver);
  return {
    resolver,
    resources,
    holders,
    runners: new Runners(resources, holders, resolver),
    subject: (address) => {
      const found = subjects.find((subject) => subject.resource.address === address);
      if (found === undefined) throw new Error(`there is no ${address}`);
      return found;
    },
  };
}

/** Principals with nothing attached but policies of the system, by the id of who has them. */
export function unionsOf({ holders, subject }: Parts, policies: Readonly<Record<string, string[]>>): Union[] {
  return holders.all().map((holder) => ({
    holder,
    permissions: [],
    unread: [],
    policies: new Set((policies[holder.id] ?? []).map(subject)),
    managed: new Set(),
    open: new Set(),
    boundaries: [],
    peers: new Set(),
  }));
}
