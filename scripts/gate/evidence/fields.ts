import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import { GateError } from '../error';

/** Readers of the parts of a document that terraform wrote; `origin` is where it stands, for the error. */

export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = fieldOf(parent, key);
  return isJsonObject(value) ? value : {};
}

export function objectsAt(parent: JsonObject, key: string, origin: string): JsonObject[] {
  const value = fieldOf(parent, key);
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every(isJsonObject)) return value;
  throw new GateError(
    `${origin} has something else than a list of objects as ${key}; write it again with terraform show -json`,
  );
}

export function textAt(parent: JsonObject, key: string, origin: string): string {
  const value = fieldOf(parent, key);
  if (typeof value === 'string' && value !== '') return value;
  throw new GateError(`${origin} has a resource without a ${key}; write it again with terraform show -json`);
}

export function fieldOf(parent: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(parent, key) ? parent[key] : undefined;
}

/** `managed` unless it says `data`; versions of terraform before 0.12 say nothing. */
export function modeAt(parent: JsonObject): 'managed' | 'data' {
  return fieldOf(parent, 'mode') === 'data' ? 'data' : 'managed';
}
