import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonValue } from '../model/json';

/** A remark of the app on one of its constructs. */
export interface Annotation {
  readonly constructPath: string;
  /** `@cdktf/info`, `@cdktf/warn` or `@cdktf/error`. */
  readonly level: string;
  readonly message: string;
}

/** What a manifest that was just written says to people. */
export interface ManifestSummary {
  /** Ids, sorted. */
  readonly stacks: readonly string[];
  readonly annotations: readonly Annotation[];
}

/** Reads the stacks and annotations of our own manifest; `read-synthesis.ts` is for one that anybody may have made. */
export function summarizeManifest(file: string): ManifestSummary {
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as JsonValue;
  const stacks = isJsonObject(manifest) && isJsonObject(manifest['stacks']) ? manifest['stacks'] : {};
  const annotations = Object.values(stacks)
    .flatMap((stack) => (isJsonObject(stack) ? stack['annotations'] : []))
    .filter(isJsonObject)
    .map(({ constructPath, level, message }) => ({
      constructPath: textOf(constructPath),
      level: textOf(level),
      message: textOf(message),
    }));
  return { stacks: Object.keys(stacks).sort(), annotations };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
