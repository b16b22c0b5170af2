import type { PathStep } from '../../model/json';
import type { IamFacts, StatementFact, UndeterminedFact } from '../input/policy-input';
import type { Resolver } from '../system/resolver';
import type { Subject } from '../system/scope';
import { waitsFor } from '../value/encode';
import { isTemplate, isValueObject, type Value } from '../value/value';
import type { ActionTable } from './action-table';
import { readDocument, type UnreadPart } from './documents';
import { policyAttributes, type PolicyAttribute } from './policy-attributes';
import { readStatement, type StatementOwner } from './statement';

/** A resource with its references followed. */
export interface ResolvedSubject {
  readonly subject: Subject;
  readonly values: Subject['values'];
}

/** The statements of every policy document of the resources, and whatever of them cannot be read; nothing is left out. */
export function iamFacts(
  resources: readonly ResolvedSubject[],
  resolver: Resolver,
  loadTable: () => ActionTable,
): IamFacts {
  const statements: StatementFact[] = [];
  const undetermined: UndeterminedFact[] = [];
  for (const { subject, values } of resources) {
    const { address, type, stack } = subject.resource;
    const note = ({ path, reason, template }: UnreadPart): void => {
      const references = template === null ? [] : waitsFor(template, stack);
      const own =
        template !== null && references.length === 0 ? [`${address}.${String(path[0])}`] : references;
      undetermined.push({ address, stack, path, waits_for: own, reason });
    };
    for (const attribute of policyAttributes.get(type) ?? []) {
      const owner: StatementOwner = { address, stack, type, kind: attribute.kind };
      for (const { path, value } of documentsAt(values, attribute)) {
        const content = readDocument(value, path, resolver);
        content.unread.forEach(note);
        for (const found of content.statements) {
          const read = readFound(found.statement, found.path, owner, loadTable());
          if ('malformed' in read)
            note({ path: found.path, reason: read.malformed, template: read.template });
          else statements.push(read);
        }
      }
    }
  }
  return { statements, undetermined };
}

function readFound(
  statement: Value,
  path: readonly PathStep[],
  owner: StatementOwner,
  table: ActionTable,
): ReturnType<typeof readStatement> {
  if (isValueObject(statement)) return readStatement(statement, path, owner, table);
  if (isTemplate(statement)) return { malformed: 'is not known yet', template: statement };
  return { malformed: 'is no statement', template: null };
}

/** Where an attribute has a value: nowhere, or once for each block around it. An empty text is terraform's word for none. */
function documentsAt(values: Value, { path }: PolicyAttribute): { path: PathStep[]; value: Value }[] {
  let found: { path: PathStep[]; value: Value }[] = [{ path: [], value: values }];
  for (const step of path) {
    found = found
      .flatMap((at) =>
        Array.isArray(at.value)
          ? at.value.map((value, index) => ({ path: [...at.path, index], value }))
          : [at],
      )
      .flatMap((at) => {
        if (isTemplate(at.value)) return [at];
        const value = isValueObject(at.value) && Object.hasOwn(at.value, step) ? at.value[step] : undefined;
        return value === undefined ? [] : [{ path: [...at.path, step], value }];
      });
  }
  return found.filter(({ value }) => value !== null && value !== '');
}
