import type { JsonObject, JsonValue, PathStep } from '../../../scripts/model/json';
import { only, type SynthesizedPlatform, type TerraformJson } from '../../support/platforms';

/** One thing the platform has to be, and the ways in which a change could take it away. */
export interface Requirement {
  /** A sentence about the deployed platform. */
  readonly name: string;
  /** Expects, with jest, what must stand in the stack; `platform` has the others. */
  readonly check: (stack: TerraformJson, platform: SynthesizedPlatform) => void;
  /** Each breaks the synthesized JSON in one place, and the check must fail for it. */
  readonly broken: readonly Mutation[];
}

/** A named way to break a synthesized stack. */
export interface Mutation {
  readonly name: string;
  /** Changes the stack, which is a copy. */
  readonly apply: (stack: TerraformJson, platform: SynthesizedPlatform) => void;
}

/**
 * Tests that a stack meets its requirements, and that each check would notice each of its mutations.
 *
 * A mutation that changes nothing, and a check that fails for another reason than an expectation, fail too.
 */
export function describeRequirements(
  stack: string,
  requirements: readonly Requirement[],
  synthesized: () => SynthesizedPlatform,
): void {
  describe(`the stack ${stack}`, () => {
    for (const { name, check, broken } of requirements) {
      test(name, () => {
        const platform = synthesized();
        check(stackOf(platform, stack), platform);
        expect(broken).not.toEqual([]);
      });
      for (const mutation of broken) {
        test(`${name}: not where ${mutation.name}`, () => {
          const platform = structuredClone(synthesized());
          mutation.apply(stackOf(platform, stack), platform);
          expect(platform).not.toEqual(synthesized());
          expect(() => {
            check(stackOf(platform, stack), platform);
          }).toThrow(expect.objectContaining({ matcherResult: expect.anything() as unknown }) as Error);
        });
      }
    }
  });
}

function stackOf(platform: SynthesizedPlatform, id: string): TerraformJson {
  const stack = platform[id];
  if (stack === undefined)
    throw new Error(`there is no stack ${id}: there are ${Object.keys(platform).join(', ')}`);
  return stack;
}

/** The path of an attribute: `kms_key_id`, or `['lifecycle', 'delete_after']`. */
type AttributePath = string | readonly PathStep[];

/** One resource: its type, and where there are several a part of its local name. */
type ResourceSelector = string | readonly [type: string, part: string];

/** An attribute is given another value. */
export function set(resource: ResourceSelector, path: AttributePath, value: JsonValue): Mutation {
  return {
    name: `${label(resource, path)} is ${JSON.stringify(value)}`,
    apply: (stack) => {
      const [holder, key] = holderOf(select(stack, resource), path);
      holder[key] = value;
    },
  };
}

/** An attribute is left out. */
export function without(resource: ResourceSelector, path: AttributePath): Mutation {
  return {
    name: `${label(resource, path)} is missing`,
    apply: (stack) => {
      const [holder, key] = holderOf(select(stack, resource), path);
      Reflect.deleteProperty(holder, key);
    },
  };
}

/** One resource is left out. */
export function removed(resource: ResourceSelector): Mutation {
  return {
    name: `${label(resource)} is gone`,
    apply: (stack) => {
      const chosen = select(stack, resource);
      const byName = stack.resource[typeof resource === 'string' ? resource : resource[0]] ?? {};
      const [local] = Object.entries(byName).find(([, candidate]) => candidate === chosen) ?? [''];
      Reflect.deleteProperty(byName, local);
    },
  };
}

/** A resource comes in that nobody asked for. */
export function added(type: string, resource: JsonObject, why: string): Mutation {
  return {
    name: why,
    apply: (stack) => {
      (stack.resource[type] ??= {})['Added'] = resource;
    },
  };
}

/** Something no other mutation can say. */
export function changed(name: string, apply: Mutation['apply']): Mutation {
  return { name, apply };
}

/** A policy in an attribute is rewritten, as an array of its statements that may be changed in place. */
export function policyChanged(
  name: string,
  resource: ResourceSelector,
  change: (statements: Record<string, JsonValue>[]) => void,
  attribute = 'policy',
): Mutation {
  return {
    name,
    apply: (stack) => {
      const holder = select(stack, resource);
      const document = JSON.parse(holder[attribute] as string) as { Statement: Record<string, JsonValue>[] };
      change(document.Statement);
      holder[attribute] = JSON.stringify(document);
    },
  };
}

type Writable = Record<string | number, JsonValue>;

function select(stack: TerraformJson, resource: ResourceSelector): Writable {
  const [type, part] = typeof resource === 'string' ? [resource, ''] : resource;
  return only(stack, type, part);
}

function holderOf(resource: Writable, path: AttributePath): [holder: Writable, key: PathStep] {
  const keys = typeof path === 'string' ? [path] : [...path];
  const last = keys.pop() ?? '';
  const holder = keys.reduce<Writable>((value, key) => value[key] as Writable, resource);
  return [holder, last];
}

function label(resource: ResourceSelector, path: AttributePath = []): string {
  const name = typeof resource === 'string' ? resource : `${resource[0]}.…${resource[1]}…`;
  const keys = typeof path === 'string' ? [path] : path;
  return [name, ...keys].join('.');
}
