import { isJsonObject, valueAt, type JsonObject, type JsonValue, type PathStep } from '../model/json';
import { partsOf, replaced } from './parts';

/** Blocks of a configuration that begin an address themselves; all others are types of resources. */
const otherBlocks = new Set(['data', 'module', 'provider', 'removed', 'terraform']);
/** Blocks in which objects stand by a name that the address of an attribute leaves out. */
const named: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1 };

/** Stands in every mutant for what nobody knows yet. */
const later = '${var.known_later}';

/**
 * The changed copies of a Terraform JSON configuration for one attribute as the METADATA of a rule names it, such as
 * `aws_s3_bucket.bucket` or `provider.aws.endpoints`. Each differs in one place, the attribute or a part of it: it is not
 * known yet, what it is in a bad example, left out, emptied, or another. None where the attribute is not there.
 */
export function fixtureMutants(
  configuration: JsonObject,
  attribute: string,
  bad: readonly JsonObject[],
): JsonObject[] {
  const worse = bad.flatMap((one) => placesOf(one, attribute).map((place) => valueAt(one, place) ?? null));
  return placesOf(configuration, attribute).flatMap((place) => {
    const value = valueAt(configuration, place) ?? null;
    const parts = leavesOf(value, []).filter(({ length }) => length > 0);
    const changes: [PathStep[], JsonValue | undefined][] = [
      ...[later, ...worse, undefined, ...others(value)].map((other): [PathStep[], JsonValue | undefined] => [
        place,
        other,
      ]),
      ...parts.flatMap((part) =>
        [undefined, ...others(valueAt(value, part) ?? null)].map(
          (other): [PathStep[], JsonValue | undefined] => [[...place, ...part], other],
        ),
      ),
    ];
    return changes.map(([path, other]) => replaced(configuration, path, other) as JsonObject);
  });
}

/** What else may stand there instead of a value. */
function others(value: JsonValue): JsonValue[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1, 0];
  if (typeof value === 'string') return ['', `${value}~`, '*', '0.0.0.0/0'];
  if (Array.isArray(value)) return [[], ['*'], ...value.map((_, index) => value.toSpliced(index, 1))];
  return [{}];
}

function placesOf(configuration: JsonObject, attribute: string): PathStep[][] {
  const steps = attribute.split('.');
  const [first = ''] = steps;
  const block = otherBlocks.has(first) ? first : 'resource';
  const below = block === 'resource' ? steps : steps.slice(1);
  const inType = named[block] === 2 ? below.slice(0, 1) : [];
  const wanted = [
    block,
    ...inType,
    ...(named[block] === undefined ? [] : ['*']),
    ...below.slice(inType.length),
  ];
  return matching(configuration, wanted, []);
}

/** The places in a value that steps lead to: `*` is every key, and the items of a list need no step. */
function matching(value: JsonValue | undefined, steps: readonly string[], path: PathStep[]): PathStep[][] {
  if (Array.isArray(value) && steps.length > 0) {
    return value.flatMap((item, index) => matching(item, steps, [...path, index]));
  }
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [] : [path];
  if (!isJsonObject(value)) return [];
  const keys = step === '*' ? Object.keys(value) : Object.keys(value).filter((key) => key === step);
  return keys.flatMap((key) => matching(value[key], rest, [...path, key]));
}

/** Everything in a value that has nothing in it. */
function leavesOf(value: JsonValue, path: PathStep[]): PathStep[][] {
  const parts = partsOf(value);
  if (parts.length === 0) return path.length === 0 ? [] : [path];
  return parts.flatMap(([step, part]) => leavesOf(part, [...path, step]));
}
