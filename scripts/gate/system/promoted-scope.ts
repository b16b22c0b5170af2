import type { JsonObject } from '../../model/json';
import type { Resource } from '../../model/resource';
import { mergeBlocks } from '../configuration/blocks';
import { seenBlocks } from '../configuration/seen-blocks';
import type { PlanEvidence, StateEvidence } from '../evidence/evidence';
import { planResources, planVariables } from '../evidence/plan';
import { planTemplates } from '../evidence/plan-configuration';
import { knownOutputs } from '../evidence/outputs';
import { stateFileResources } from '../evidence/state-file';
import { stateValuesResources } from '../evidence/state-values';
import { liftKnownObject } from '../value/lift';
import { promoteObject } from '../value/promote';
import type { ValueObject } from '../value/value';
import { baseAddress, indexSubjects, type Scope, type Subject } from './scope';

/** The resources of a plan or state, as of a stack. */
export function knownResources(evidence: PlanEvidence | StateEvidence, stack: string | null): Resource[] {
  if (evidence.kind === 'plan') return planResources(evidence.plan, stack, evidence.origin);
  return evidence.form === 'file'
    ? stateFileResources(evidence.state, stack, evidence.origin)
    : stateValuesResources(evidence.state, stack, evidence.origin);
}

/**
 * The scope of a plan or state: its values, and the template where they are not known. Without a synthesis the
 * `configuration` of the plan is the template.
 */
export function promotedScope(
  evidence: PlanEvidence | StateEvidence,
  stack: string | null,
  synthesized: Scope | null,
): Scope {
  const resources = knownResources(evidence, stack);
  const plan = evidence.kind === 'plan' ? evidence.plan : null;
  const own = plan === null ? new Map<string, ValueObject>() : planTemplates(plan, stack, evidence.origin);
  const subjects = resources.map((resource) => promote(resource, synthesized, own));
  const blocks = seenBlocks(evidence, stack);
  return {
    stack,
    origin: evidence.origin,
    locals: synthesized?.locals ?? {},
    variables: { ...synthesized?.variables, ...variablesOf(plan) },
    outputs: synthesized?.outputs ?? {},
    exports: synthesized?.exports ?? liftKnownObject(knownOutputs(evidence), {}, stack, 'output'),
    remoteStates: synthesized?.remoteStates ?? {},
    subjects: indexSubjects([...subjects, ...missingData(synthesized, resources)]),
    blocks: synthesized === null ? blocks : mergeBlocks(synthesized.blocks, blocks),
    sources: synthesized?.sources ?? {},
  };
}

function variablesOf(plan: JsonObject | null): ValueObject {
  return plan === null ? {} : planVariables(plan);
}

function promote(
  resource: Resource,
  synthesized: Scope | null,
  own: ReadonlyMap<string, ValueObject>,
): Subject {
  const { action, address, stack } = resource;
  const base = baseAddress(address);
  const [written] = synthesized?.subjects.get(base) ?? [];
  const template = written?.values ?? own.get(withoutInstances(base));
  const known = liftKnownObject(resource.values, resource.unknown, stack, base);
  const isGone = action === 'delete' || action === 'forget';
  return {
    resource: { ...resource, source: written?.resource.source ?? null },
    values: isGone ? {} : template === undefined ? known : promoteObject(known, template),
    before: resource.before === null ? null : liftKnownObject(resource.before, {}, stack, base),
    written: template ?? null,
    constructPath: written?.constructPath ?? null,
  };
}

/** The configuration of a plan names each resource and module once: `module.a["x"].aws_y.z` is `module.a.aws_y.z`. */
function withoutInstances(address: string): string {
  return !address.includes('[') ? address : address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

/** Data sources the plan does not show are still what the templates refer to. */
function missingData(synthesized: Scope | null, resources: readonly Resource[]): Subject[] {
  const present = new Set(resources.map(({ address }) => baseAddress(address)));
  return [...(synthesized?.subjects.entries() ?? [])]
    .filter(([address]) => address.startsWith('data.') && !present.has(address))
    .flatMap(([, subjects]) => subjects);
}
