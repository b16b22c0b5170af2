import { isJsonObject } from '../../model/json';
import { blockKinds } from '../configuration/blocks';
import { GateError } from '../error';
import { problemOfIam } from './check-iam-facts';
import { policyInputVersion, type PolicyInput } from './policy-input';

/**
 * Checks at run time what the types promise, cheaply: to the policy a misspelt or missing part is nothing at all, and
 * nothing reads as a pass.
 */
export function checkPolicyInput(input: PolicyInput): void {
  const problem = problemOf(input);
  if (problem !== undefined) {
    throw new GateError(
      `the input of the policy is not what it reads: ${problem}; this is an error of the gate itself, report it`,
    );
  }
}

function problemOf(input: Readonly<Record<keyof PolicyInput, unknown>>): string | undefined {
  if (!isJsonObject(input)) return 'it is no object';
  if (input.version !== policyInputVersion) return `it has the version ${String(input.version)}`;
  if (typeof input.now !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(input.now)) return 'now is no date';
  if (!isTexts(input.rules) || !isTexts(input.suffixes)) return 'rules or suffixes are no lists of texts';
  if (!isIndex(input.resources) || !isIndex(input.data)) return 'resources or data are not indexed by type';
  if (!isLinks(input.links)) return 'links are no lists by key';
  if (!isJsonObject(input.api) || !isJsonObject(input.api['routes'])) return 'api has no routes';
  if (!Array.isArray(input.mentions) || !Array.isArray(input.region_mentions)) return 'mentions are no lists';
  const { configurations } = input;
  if (!Array.isArray(configurations) || !configurations.every(isConfiguration)) {
    return 'a configuration lacks a part';
  }
  return problemOfIam(input.iam);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isIndex(value: unknown): boolean {
  return (
    isJsonObject(value) && Object.values(value).every((list) => Array.isArray(list) && list.every(isResource))
  );
}

function isLinks(value: unknown): boolean {
  return isJsonObject(value) && Object.values(value).every((links) => Array.isArray(links));
}

function isResource(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    typeof value['address'] === 'string' &&
    typeof value['key'] === 'string' &&
    Array.isArray(value['names']) &&
    isJsonObject(value['values'])
  );
}

function isConfiguration(value: unknown): boolean {
  if (!isJsonObject(value) || typeof value['written'] !== 'boolean') return false;
  return blockKinds.every((kind) => {
    const blocks = value[kind];
    return Array.isArray(blocks) && blocks.every(isBlock);
  });
}

function isBlock(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    typeof value['address'] === 'string' &&
    isJsonObject(value['values']) &&
    typeof value['type'] === 'string' &&
    Array.isArray(value['path'])
  );
}
