import { isJsonObject, type JsonObject } from '../../model/json';
import type { PlanEvidence, StateEvidence } from '../evidence/evidence';
import { fieldOf, objectAt, objectsAt } from '../evidence/fields';
import { readExpressions } from '../evidence/plan-configuration';
import { isTemplate, makeTemplate, onlyHole, type ValueObject } from '../value/value';
import type { Block, ConfigurationBlocks } from './blocks';
import { noBlocks } from './blocks';
import { providerSource, sourceBlocks } from './provider-source';

/** What a plan or state shows of the configuration it was made with: providers, and on a plan modules and provisioners. */
export function seenBlocks(
  evidence: PlanEvidence | StateEvidence,
  stack: string | null,
): ConfigurationBlocks {
  if (evidence.kind === 'state') return { ...noBlocks(stack), sources: sourceBlocks(stateUses(evidence)) };
  const { plan, origin } = evidence;
  const configuration = objectAt(plan, 'configuration');
  const configured = Object.values(objectAt(configuration, 'provider_config')).filter(isJsonObject);
  const { modules, provisioners } = moduleBlocks(objectAt(configuration, 'root_module'), stack, origin);
  return {
    ...noBlocks(stack),
    providers: configured.map((entry) => providerBlock(entry, stack)),
    sources: sourceBlocks(planUses(plan, configured, origin)),
    modules,
    provisioners,
  };
}

function providerBlock(entry: JsonObject, stack: string | null): Block {
  const name = textOf(entry, 'name') ?? '';
  const alias = textOf(entry, 'alias');
  const module = textOf(entry, 'module_address');
  const prefix = module === undefined ? '' : `${module}.`;
  const type = alias === undefined ? name : `${name}.${alias}`;
  return {
    address: `${prefix}provider.${type}`,
    path: [],
    type: module === undefined ? type : `${module}:${type}`,
    values: withPlainRegion(readExpressions(objectAt(entry, 'expressions'), { prefix, stack })),
  };
}

/** A plan says which references an expression has; a region with one variable in it is taken to be that variable. */
function withPlainRegion(values: ValueObject): ValueObject {
  const { region } = values;
  const hole = isTemplate(region) ? onlyHole(region) : null;
  const [reference, ...others] = hole?.references ?? [];
  if (hole?.kind !== 'mention' || others.length > 0 || reference?.startsWith('var.') !== true) return values;
  return { ...values, region: makeTemplate([{ ...hole, kind: 'reference' }]) };
}

function moduleBlocks(
  root: JsonObject,
  stack: string | null,
  origin: string,
): Pick<ConfigurationBlocks, 'modules' | 'provisioners'> {
  const modules: Block[] = [];
  const provisioners: Block[] = [];
  const open = [{ prefix: '', module: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { prefix, module } = next;
    for (const resource of objectsAt(module, 'resources', origin)) {
      const address = prefix + (textOf(resource, 'address') ?? '');
      for (const provisioner of objectsAt(resource, 'provisioners', origin)) {
        const type = textOf(provisioner, 'type') ?? '';
        const values = readExpressions(objectAt(provisioner, 'expressions'), { prefix, stack });
        provisioners.push({ address, path: ['provisioner', type], type, values });
      }
    }
    for (const [name, call] of Object.entries(objectAt(module, 'module_calls'))) {
      if (!isJsonObject(call)) continue;
      const address = `${prefix}module.${name}`;
      const source = textOf(call, 'source');
      modules.push({ address, path: [], type: name, values: source === undefined ? {} : { source } });
      open.push({ prefix: `${address}.`, module: objectAt(call, 'module') });
    }
  }
  return { modules, provisioners };
}

type Use = readonly [source: string, usedBy: string];

function planUses(plan: JsonObject, configured: readonly JsonObject[], origin: string): Use[] {
  const ofResources = [
    ...objectsAt(plan, 'resource_changes', origin).flatMap((change) =>
      useOf(change, textOf(change, 'provider_name')),
    ),
    ...moduleUses(objectAt(objectAt(plan, 'planned_values'), 'root_module'), origin),
    ...moduleUses(objectAt(objectAt(objectAt(plan, 'prior_state'), 'values'), 'root_module'), origin),
  ];
  const seen = new Set(ofResources.map(([source]) => source.slice(source.lastIndexOf('/') + 1)));
  const ofBlocks = configured.flatMap((entry): Use[] => {
    const name = textOf(entry, 'name');
    const fullName = textOf(entry, 'full_name');
    // terraform before 1.1 gives the local name only: what the resources say of it is better than a guess
    if (fullName === undefined && name !== undefined && seen.has(name)) return [];
    const written = fullName ?? name;
    return written === undefined ? [] : [[providerSource(written), `provider.${name ?? written}`]];
  });
  return [...ofBlocks, ...ofResources];
}

function stateUses({ form, state, origin }: StateEvidence): Use[] {
  if (form === 'values') return moduleUses(objectAt(objectAt(state, 'values'), 'root_module'), origin);
  return objectsAt(state, 'resources', origin).flatMap((resource) => {
    // `provider["registry.terraform.io/hashicorp/aws"].alias`, and `provider.aws.alias` before terraform 0.13
    const written = textOf(resource, 'provider') ?? '';
    const name = /provider\["([^"]+)"\]/.exec(written)?.[1] ?? /provider\.([\w-]+)/.exec(written)?.[1];
    const address = `${textOf(resource, 'type') ?? ''}.${textOf(resource, 'name') ?? ''}`;
    return name === undefined ? [] : [[providerSource(name), address] as const];
  });
}

function moduleUses(root: JsonObject, origin: string): Use[] {
  const uses: Use[] = [];
  const modules = [root];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    for (const resource of objectsAt(module, 'resources', origin))
      uses.push(...useOf(resource, textOf(resource, 'provider_name')));
    modules.push(...objectsAt(module, 'child_modules', origin).reverse());
  }
  return uses;
}

function useOf(resource: JsonObject, name: string | undefined): Use[] {
  return name === undefined ? [] : [[providerSource(name), textOf(resource, 'address') ?? '']];
}

function textOf(parent: JsonObject, key: string): string | undefined {
  const value = fieldOf(parent, key);
  return typeof value === 'string' ? value : undefined;
}
