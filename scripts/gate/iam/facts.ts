import type { PathStep } from '../../model/json';
import { remembered } from '../../model/once';
import type { IamFacts, PolicyKind, RunFact, StatementFact, UndeterminedFact } from '../input/policy-input';
import type { ResourceKeys } from '../system/links';
import type { Resolver } from '../system/resolver';
import type { Subject, System } from '../system/scope';
import { waitsFor } from '../value/encode';
import { isTemplate, isValueObject, type Value } from '../value/value';
import type { UnreadPart } from './documents';
import { computeTypes } from './principals/compute';
import type { IamResource } from './principals/holders';
import type { ManagedPolicies } from './principals/managed-policies';
import { principalFacts } from './principals/principal-facts';
import { documentsOf, type DocumentAt } from './resource-documents';
import { readStatement, type StatementOwner, type StatementTables } from './statement';

/** A resource with its references followed. */
export interface ResolvedSubject {
  readonly subject: Subject;
  readonly values: Subject['values'];
}

/** The tables the facts are made with; each is read only where something needs it. */
export interface IamTables extends StatementTables {
  readonly managed: () => ManagedPolicies;
}

/**
 * What the rules are told about IAM: the statements of every policy document that is judged and the principals of the whole
 * system, and whatever of them cannot be read; nothing is left out.
 *
 * @throws GateError where an IAM resource would end in no fact
 */
export function iamFacts(
  judged: readonly ResolvedSubject[],
  keys: ResourceKeys,
  system: System,
  resolver: Resolver,
  tables: IamTables,
): IamFacts {
  const read = new Map<Subject, readonly DocumentAt[]>();
  const documents = ({ subject, values }: ResolvedSubject): readonly DocumentAt[] =>
    remembered(read, subject, () => documentsOf(subject.resource.type, values, resolver));
  const statements = new Statements(tables);
  for (const resource of judged) statements.add(resource.subject, documents(resource));
  const { runs, ...principals } = factsOfPrincipals(judged, system, resolver, documents, tables);
  return {
    statements: statements.statements,
    undetermined: statements.undetermined,
    ...principals,
    runs: byKey(runs, keys),
  };
}

/** What is judged has a key, and nothing else runs. */
function byKey(runs: ReadonlyMap<Subject, readonly RunFact[]>, keys: ResourceKeys): IamFacts['runs'] {
  const entries = [...runs].map(([subject, ids]) => [keys.get(subject), ids] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, readonly RunFact[]] => entry[0] !== undefined),
  );
}

function factsOfPrincipals(
  judged: readonly ResolvedSubject[],
  system: System,
  resolver: Resolver,
  documents: (resource: ResolvedSubject) => readonly DocumentAt[],
  tables: IamTables,
): ReturnType<typeof principalFacts> {
  const known = new Map(judged.map(({ subject, values }) => [subject, values]));
  const resources: IamResource[] = [];
  for (const scope of system.scopes) {
    for (const subjects of scope.subjects.values()) {
      for (const subject of subjects) {
        if (!matters(subject)) continue;
        const values = known.get(subject);
        resources.push({
          subject,
          values: values ?? resolver.resolveObject(subject.values),
          judged: values !== undefined,
        });
      }
    }
  }
  if (!resources.some(({ subject }) => isIam(subject))) {
    return {
      principals: [],
      reaches: {},
      attachments: [],
      credentials: [],
      unjoined: [],
      runs: new Map(),
      denials: [],
    };
  }
  return principalFacts(resources, resolver, documents, {
    interest: tables.interest(),
    managed: tables.managed,
    actions: tables.actions,
  });
}

/** Whether a resource has to do with principals: IAM itself, and what runs as a role. */
function matters(subject: Subject): boolean {
  const { mode, type, action } = subject.resource;
  if (mode !== 'managed' || action === 'delete' || action === 'forget') return false;
  return isIam(subject) || Object.hasOwn(computeTypes, type);
}

function isIam({ resource }: Subject): boolean {
  return resource.type.startsWith('aws_iam_') || resource.type.startsWith('aws_ssoadmin_');
}

/** The statements of documents, one fact each. */
class Statements {
  readonly statements: StatementFact[] = [];
  readonly undetermined: UndeterminedFact[] = [];

  constructor(private readonly tables: IamTables) {}

  add({ resource }: Subject, documents: readonly DocumentAt[]): void {
    const { address, type, stack } = resource;
    const note = (kind: PolicyKind, { path, reason, template }: UnreadPart): void => {
      const references = template === null ? [] : waitsFor(template, stack);
      const own =
        template !== null && references.length === 0 ? [`${address}.${String(path[0])}`] : references;
      this.undetermined.push({ address, stack, kind, path, waits_for: own, reason });
    };
    for (const { attribute, content } of documents) {
      const { kind } = attribute;
      const owner: StatementOwner = { address, stack, type, kind };
      for (const part of content.unread) note(kind, part);
      for (const found of content.statements) {
        const read = this.read(found.statement, found.path, owner);
        if ('malformed' in read) {
          note(kind, { path: found.path, reason: read.malformed, template: read.template });
        } else {
          this.statements.push(read);
        }
      }
    }
  }

  private read(
    statement: Value,
    path: readonly PathStep[],
    owner: StatementOwner,
  ): ReturnType<typeof readStatement> {
    if (isValueObject(statement)) {
      return readStatement(statement, path, owner, this.tables);
    }
    if (isTemplate(statement)) return { malformed: 'is not known yet', template: statement };
    return { malformed: 'is no statement', template: null };
  }
}
