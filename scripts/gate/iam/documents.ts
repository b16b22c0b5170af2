import type { PathStep } from '../../model/json';
import type { Subject } from '../system/scope';
import type { Resolver } from '../system/resolver';
import { isTemplate, isValueObject, onlyHole, type Template, type Value } from '../value/value';
import { documentStatements } from './document-data';
import { elementOf } from './elements';
import { parseDocument } from './parse-document';

/** A statement found in a document, and where. */
export interface FoundStatement {
  readonly path: readonly PathStep[];
  readonly statement: Value;
}

/** A part of a document that cannot be read (yet). */
export interface UnreadPart {
  readonly path: readonly PathStep[];
  readonly reason: string;
  readonly template: Template | null;
}

/** Everything in a document; one that is present has at least one of either. */
export interface DocumentContent {
  readonly statements: readonly FoundStatement[];
  readonly unread: readonly UnreadPart[];
}

/** How many documents may include one another; more is a circle. */
const deepestInclusion = 16;

/** Reads the value of a policy attribute, which may be a `data.aws_iam_policy_document`. */
export function readDocument(
  value: Value,
  path: readonly PathStep[],
  resolver: Resolver,
  depth = 0,
): DocumentContent {
  const source = isTemplate(value) ? documentSource(value, resolver) : undefined;
  if (source !== undefined && depth < deepestInclusion) return readSource(source, path, resolver, depth);
  const parsed = parseDocument(value);
  if (parsed.document === null) return unread(path, parsed.reason, parsed.template);
  const element = elementOf(parsed.document, 'Statement');
  if (element === undefined) return unread(path, 'has no Statement', null);
  return listStatements(element.value, [...path, element.key]);
}

function listStatements(value: Value, path: readonly PathStep[]): DocumentContent {
  if (isTemplate(value)) return unread(path, 'is not known yet', value);
  if (!Array.isArray(value)) return { statements: [{ path: [...path, 0], statement: value }], unread: [] };
  if (value.length === 0) return unread(path, 'has no statement', null);
  return { statements: value.map((statement, index) => ({ path: [...path, index], statement })), unread: [] };
}

/** The data source a template is the `json` of. What a function makes of it is another document. */
function documentSource(template: Template, resolver: Resolver): Subject | undefined {
  const hole = onlyHole(template);
  if (hole === null || hole.kind === 'expression' || hole.references.length !== 1) return undefined;
  const found = resolver.subjectOf(hole);
  if (found?.subject.resource.type !== 'aws_iam_policy_document') return undefined;
  const [attribute, ...rest] = found.reference.steps;
  const isJson = attribute === undefined || attribute === 'json' || attribute === 'minified_json';
  return isJson && rest.length === 0 ? found.subject : undefined;
}

/** A statement of `source_policy_documents` yields to one with its sid, and any to one of `override_policy_documents`. */
function readSource(
  { values }: Subject,
  path: readonly PathStep[],
  resolver: Resolver,
  depth: number,
): DocumentContent {
  const resolved = resolver.resolveObject(values);
  const included = (name: string): DocumentContent[] => {
    const documents = resolved[name] ?? [];
    return (Array.isArray(documents) ? documents : [documents]).map((document) =>
      readDocument(document, path, resolver, depth + 1),
    );
  };
  const own: DocumentContent = {
    statements: documentStatements(resolved).map((statement) => ({ path, statement })),
    unread: [],
  };
  const parts = [...included('source_policy_documents'), own, ...included('override_policy_documents')];
  const merged = parts.flatMap(({ statements }) => statements.map(({ statement }) => statement));
  const lastOfSid = new Map(merged.map((statement, index) => [sidOf(statement), index]));
  const standing = merged.filter((statement, index) => {
    const sid = sidOf(statement);
    return sid === undefined || lastOfSid.get(sid) === index;
  });
  const unreadParts = parts.flatMap((part) => part.unread);
  if (standing.length === 0 && unreadParts.length === 0) return unread(path, 'has no statement', null);
  return {
    statements: standing.map((statement, index) => ({ path: [...path, 'Statement', index], statement })),
    unread: unreadParts,
  };
}

function sidOf(statement: Value): string | undefined {
  const sid = isValueObject(statement) ? statement['Sid'] : undefined;
  return typeof sid === 'string' ? sid : undefined;
}

function unread(path: readonly PathStep[], reason: string, template: Template | null): DocumentContent {
  return { statements: [], unread: [{ path, reason, template }] };
}
