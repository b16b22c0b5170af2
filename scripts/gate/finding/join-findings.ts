import { formatPath, type JsonObject, type JsonValue } from '../../model/json';
import type { Finding } from '../../model/finding';
import type { RuleEntry } from '../build/manifest';
import type { RawFinding } from '../engine/policy-engine';
import { GateError } from '../error';
import type { Subject } from '../system/scope';
import { findingId } from './identity';
import { redact, secretsOf } from './sensitive';

/** Joins what the policy found with what the rule says of itself and with the line that made the resource; sorted. */
export function joinFindings(
  found: readonly RawFinding[],
  rules: readonly RuleEntry[],
  subjects: readonly Subject[],
): Finding[] {
  const ruleById = new Map(rules.map((rule) => [rule.id, rule]));
  const subjectByPlace = new Map(subjects.map((subject) => [placeOf(subject.resource), subject]));
  return found
    .map((raw) => {
      const rule = ruleById.get(raw.rule);
      if (rule === undefined)
        throw new GateError(
          `the policy has no description of its rule ${raw.rule}; run npm run policy:build`,
        );
      return joinFinding(raw, rule, subjectByPlace.get(placeOf(raw)));
    })
    .sort(compareFindings);
}

function joinFinding(raw: RawFinding, rule: RuleEntry, subject: Subject | undefined): Finding {
  const secrets = subject === undefined ? [] : secretsOf(subject.resource);
  const params = Object.fromEntries(
    Object.entries(raw.params as JsonObject).map(([name, value]) => [name, redact(value, secrets)]),
  );
  const source = subject?.resource.source ?? null;
  const constructPath = subject?.constructPath ?? null;
  return {
    id: findingId(raw, constructPath),
    rule: rule.id,
    status: raw.status,
    severity: rule.severity,
    title: rule.title,
    message: fillMessage(rule.message, params),
    remediation: rule.remediation,
    controls: rule.controls,
    stack: raw.stack,
    address: raw.address,
    path: formatPath(raw.path),
    constructPath,
    source: source === null ? null : { file: source.file, line: source.line },
    params,
    waitsFor: [...raw.waits_for].sort(),
  };
}

/** Fills `{name}` from the params; lists are written with commas, and a param the rule forgot stays in braces. */
export function fillMessage(template: string, params: JsonObject): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? textOf(params[name] ?? null) : placeholder,
  );
}

function textOf(value: JsonValue): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(textOf).join(', ') : JSON.stringify(value);
}

function placeOf({ stack, address }: { readonly stack: string | null; readonly address: string }): string {
  return JSON.stringify([stack, address]);
}

/** By file and line, those without a source last, then by rule, stack, address and path. */
function compareFindings(left: Finding, right: Finding): number {
  if ((left.source === null) !== (right.source === null)) return left.source === null ? 1 : -1;
  return (
    compare(left.source?.file ?? '', right.source?.file ?? '') ||
    (left.source?.line ?? 0) - (right.source?.line ?? 0) ||
    compare(left.rule, right.rule) ||
    compare(left.stack ?? '', right.stack ?? '') ||
    compare(left.address, right.address) ||
    compare(left.path, right.path) ||
    compare(left.message, right.message)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
