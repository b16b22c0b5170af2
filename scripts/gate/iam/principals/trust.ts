import type { TrustFact } from '../../input/policy-input';
import { waitsFor } from '../../value/encode';
import { isTemplate, isValueObject, type Value } from '../../value/value';
import { elementOf, itemsOf } from '../elements';
import type { Holder, Holders, IamResource } from './holders';
import type { DocumentAt } from '../resource-documents';

/** Reads who may assume a role from its trust policy; conditions do not count here. */
export function trustOf(
  resource: IamResource,
  documents: readonly DocumentAt[],
  holders: Holders,
): TrustFact {
  const trust = documents.filter(({ attribute }) => attribute.kind === 'trust');
  const { stack } = resource.subject.resource;
  const found = new TrustReader(holders, stack);
  for (const { content } of trust) {
    for (const { statement } of content.statements) found.add(statement);
    for (const { template } of content.unread) found.wait(template ?? 'the trust policy');
  }
  return found.fact();
}

class TrustReader {
  private readonly services = new Set<string>();
  private readonly principals = new Set<Holder>();
  private readonly waits = new Set<string>();
  private account = false;
  private anyone = false;

  constructor(
    private readonly holders: Holders,
    private readonly stack: string | null,
  ) {}

  add(statement: Value): void {
    if (!isValueObject(statement)) {
      this.wait(statement);
      return;
    }
    if (elementOf(statement, 'Effect')?.value === 'Deny') return;
    const principal = elementOf(statement, 'Principal')?.value;
    if (principal === '*') this.anyone = true;
    else if (isValueObject(principal)) {
      for (const [type, value] of Object.entries(principal)) {
        for (const item of itemsOf(value, [])) this.addOne(type, item.value);
      }
    } else if (principal !== undefined) this.wait(principal);
  }

  wait(value: Value): void {
    if (isTemplate(value)) for (const reference of waitsFor(value, this.stack)) this.waits.add(reference);
    else this.waits.add('the trust policy');
  }

  fact(): TrustFact {
    return {
      services: [...this.services].sort(),
      principals: [...this.principals].map(({ id }) => id).sort(),
      account: this.account,
      anyone: this.anyone,
      waits_for: [...this.waits].sort(),
    };
  }

  private addOne(type: string, value: Value): void {
    if (type === 'Service') {
      if (typeof value === 'string') this.services.add(value.toLowerCase());
      else this.wait(value);
    } else if (type === 'AWS') this.addPrincipal(value);
  }

  private addPrincipal(value: Value): void {
    const end = isTemplate(value) ? value.parts.at(-1) : value;
    const isRoot = typeof end === 'string' && /:root$|^\d{12}$/.test(end);
    if (value === '*') this.anyone = true;
    else if (isRoot) this.account = true;
    else {
      const named = [...this.holders.named(value, 'role'), ...this.holders.named(value, 'user')];
      for (const holder of named) this.principals.add(holder);
      if (named.length === 0 && isTemplate(value)) this.wait(value);
    }
  }
}
