import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Resource } from '../../model/resource';
import type { SynthesizedStack } from '../../model/synthesis';
import { blockMembers, configurationResources, constructPathOf } from '../evidence/configuration';
import { writtenBlocks } from '../configuration/written-blocks';
import { fieldOf } from '../evidence/fields';
import { isSensitive } from '../evidence/outputs';
import type { Expressions } from '../expression/syntax';
import { liftTemplate, liftTemplateObject } from '../value/lift';
import { mapMembers, type Value, type ValueObject } from '../value/value';
import { indexSubjects, member, type Scope, type Subject } from './scope';

const generatedRemoteState = 'cross-stack-reference-input-';

/** A configuration and, where a synthesis brought it, what is known of its stack and its neighbours. */
export interface Configuration {
  readonly stack: string | null;
  readonly origin: string;
  readonly terraform: JsonObject;
  readonly synthesized: SynthesizedStack | null;
  /** Every stack whose outputs might be read. */
  readonly neighbours: readonly Pick<SynthesizedStack, 'id' | 'stateKey'>[];
  /** The calls of jsonencode in it, parsed. */
  readonly expressions: Expressions;
}

/** The names and resources of a configuration; every string in it is a template. */
export function configurationScope(configuration: Configuration): Scope {
  const { stack, origin, terraform } = configuration;
  const lift = (value: JsonValue): Value => liftTemplate(value, stack, configuration.expressions);
  const resources = configurationResources(terraform, stack);
  const subjects = resources.map((resource) => subjectOf(resource, configuration));
  const outputs = blockMembers(terraform, 'output');
  return {
    stack,
    origin,
    locals: Object.fromEntries(blockMembers(terraform, 'locals').map(([name, value]) => [name, lift(value)])),
    variables: Object.fromEntries(
      blockMembers(terraform, 'variable').flatMap(([name, body]): [string, Value][] => {
        const fallback = isJsonObject(body) ? fieldOf(body, 'default') : undefined;
        // an empty default is there to be replaced, and null is terraform's word for none; defaults have no templates
        return fallback === undefined || fallback === null || fallback === '' ? [] : [[name, fallback]];
      }),
    ),
    outputs: outputsOf(outputs, lift),
    exports: outputsOf(
      outputs.filter(([, body]) => !isSensitive(body)),
      lift,
    ),
    remoteStates: remoteStatesOf(subjects, configuration.neighbours),
    subjects: indexSubjects(subjects),
    blocks: writtenBlocks(terraform, resources, stack),
    sources: configuration.synthesized?.sources ?? {},
  };
}

function outputsOf(outputs: readonly [string, JsonValue][], lift: (value: JsonValue) => Value): ValueObject {
  return Object.fromEntries(
    outputs.flatMap(([name, body]): [string, Value][] => {
      const value = isJsonObject(body) ? fieldOf(body, 'value') : undefined;
      return value === undefined ? [] : [[name, lift(value)]];
    }),
  );
}

function subjectOf(resource: Resource, { stack, synthesized, expressions }: Configuration): Subject {
  const source = member(synthesized?.sources ?? {}, resource.address) ?? null;
  const values = withoutOrder(liftTemplateObject(resource.values, stack, expressions));
  return {
    resource: { ...resource, source },
    values,
    before: null,
    written: values,
    constructPath: source?.constructPath ?? constructPathOf(resource.values),
  };
}

/** `depends_on` says when and not what. */
function withoutOrder(values: ValueObject): ValueObject {
  return mapMembers(values, (value, key) => (key === 'depends_on' ? undefined : value));
}

/** cdktf names a remote state after the stack it reads; another one is known by the key of its state. */
function remoteStatesOf(
  subjects: readonly Subject[],
  neighbours: Configuration['neighbours'],
): Record<string, string> {
  const states = subjects.filter(({ resource }) => resource.type === 'terraform_remote_state');
  const found = states.flatMap(({ resource }): [string, string][] => {
    const config = fieldOf(resource.values, 'config');
    const key = isJsonObject(config) ? fieldOf(config, 'key') : undefined;
    const producer = neighbours.find(
      ({ id, stateKey }) =>
        resource.name === generatedRemoteState + id || (stateKey !== null && stateKey === key),
    );
    return producer === undefined ? [] : [[resource.name, producer.id]];
  });
  return Object.fromEntries(found);
}
