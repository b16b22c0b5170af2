import type { PathStep } from '../../model/json';
import type { Resolver } from '../system/resolver';
import { isTemplate, isValueObject, type Value, type ValueObject } from '../value/value';
import { readDocument, type DocumentContent } from './documents';
import { policyAttributes, type PolicyAttribute } from './policy-attributes';

/** A policy document of a resource. */
export interface DocumentAt {
  readonly attribute: PolicyAttribute;
  /** From the attribute on. */
  readonly path: readonly PathStep[];
  readonly content: DocumentContent;
}

/** Every document of a resource, in the order of its attributes. */
export function documentsOf(type: string, values: ValueObject, resolver: Resolver): DocumentAt[] {
  return (policyAttributes.get(type) ?? []).flatMap((attribute) =>
    valuesAt(values, attribute).map(({ path, value }) => ({
      attribute,
      path,
      content: readDocument(value, path, resolver),
    })),
  );
}

/** Where an attribute has a value: nowhere, or once for each block around it. An empty text is terraform's word for none. */
function valuesAt(values: Value, { path }: PolicyAttribute): { path: PathStep[]; value: Value }[] {
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
