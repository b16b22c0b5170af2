import { inOneLine } from '../../model/error';
import type { Finding } from '../../model/finding';
import { formatPath, type JsonObject, type JsonValue, type PathStep } from '../../model/json';
import type { SourceLocation } from '../../model/synthesis';
import type { RuleEntry } from '../build/manifest';
import type { RawFinding } from '../engine/policy-engine';
import { GateError } from '../error';
import type { Subject } from '../system/scope';
import { findingId } from './identity';
import { relatedPlaces, type SubjectAt, type Where } from './related';
import { redact, secretsOf } from './sensitive';

/** Says of the place of a finding what it is called at every stage, and what stands there. */
export interface Binding {
  of(
    path: readonly PathStep[],
    rule: RuleEntry,
    subject: Subject | undefined,
  ): { readonly path: readonly PathStep[]; readonly fingerprint: string };
}

/** The line that made what is at a place. */
type SourceAt = (place: Where) => SourceLocation | null;

/**
 * Joins what the policy found with what the rule says of itself and with the line that made it; sorted.
 *
 * @param sourceAt the line of what is no resource: an output, a provider, a backend, a module
 */
export function joinFindings(
  found: readonly RawFinding[],
  rules: readonly RuleEntry[],
  subjects: readonly Subject[],
  binding: Binding,
  sourceAt: SourceAt = () => null,
): Finding[] {
  const ruleById = new Map(rules.map((rule) => [rule.id, rule]));
  const subjectByPlace = new Map(subjects.map((subject) => [placeOf(subject.resource), subject]));
  const subjectAt: SubjectAt = (place) => subjectByPlace.get(placeOf(place));
  return found
    .map((raw) => {
      const rule = ruleById.get(raw.rule);
      if (rule === undefined)
        throw new GateError(
          `the policy has no description of its rule ${raw.rule}; run npm run policy:build`,
        );
      return joinFinding(raw, rule, subjectAt, binding, sourceAt);
    })
    .sort(compareFindings);
}

function joinFinding(
  raw: RawFinding,
  rule: RuleEntry,
  subjectAt: SubjectAt,
  binding: Binding,
  sourceAt: SourceAt,
): Finding {
  const subject = subjectAt(raw);
  const secrets = subject === undefined ? [] : secretsOf(subject.resource);
  const { related, ...said } = raw.params as JsonObject;
  const params = Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name, redact(value, secrets)]),
  );
  const { path, fingerprint } = binding.of(raw.path, rule, subject);
  const source = subject === undefined ? sourceAt(raw) : subject.resource.source;
  const constructPath = subject?.constructPath ?? null;
  return {
    id: findingId({ ...raw, path: [...path] }, constructPath),
    rule: rule.id,
    status: raw.status,
    severity: rule.severity,
    title: rule.title,
    message: fillMessage(rule.message, params),
    remediation: inOneLine(rule.remediation),
    controls: rule.controls,
    stack: raw.stack,
    address: raw.address,
    path: formatPath(raw.path),
    constructPath,
    source: source === null ? null : { file: source.file, line: source.line },
    params,
    waitsFor: [...raw.waits_for].sort(),
    related: relatedPlaces(related, rule.id, subjectAt),
    fingerprint,
    waiver: null,
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

function placeOf({ stack, address }: Where): string {
  return stack === null ? address : `${stack}\n${address}`;
}

/** By file and line, those without a source last, then by rule, stack, address and path. */
export function compareFindings(left: Finding, right: Finding): number {
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
