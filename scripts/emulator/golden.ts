import * as z from 'zod';
import { formatPath, type JsonValue } from '../model/json';
import type { AttributeChange, ResourceChange } from '../model/change';
import { once } from '../model/once';
import golden from './golden.json';

const rowSchema = z.strictObject({
  type: z.string(),
  /** As `formatPath` writes it; `[*]` stands for any index. */
  path: z.string(),
  /** `forgets`: moto gives no value where there was one. `rewrites`: it gives another one. */
  moto: z.enum(['forgets', 'rewrites']),
  reason: z.string(),
});

const rows = once(() => z.strictObject({ rows: z.array(rowSchema) }).parse(golden).rows);

export interface GoldenSplit {
  /** All the rest, as it came. */
  readonly unexpected: ResourceChange[];
  /** What it shows only because moto is not AWS. */
  readonly golden: ResourceChange[];
}

/**
 * Tells moto's known infidelities from changes that would show against AWS as well. A change is golden only where it is
 * an update and every attribute it touches has a row in `golden.json`; one attribute without a row makes it unexpected.
 */
export function withoutGolden(changes: readonly ResourceChange[]): GoldenSplit {
  const split: GoldenSplit = { unexpected: [], golden: [] };
  for (const change of changes) {
    (isGolden(change) ? split.golden : split.unexpected).push(change);
  }
  return split;
}

function isGolden(change: ResourceChange): boolean {
  return (
    change.action === 'update' &&
    change.attributes.length > 0 &&
    change.attributes.every((attribute) =>
      rows().some((row) => row.type === change.type && explains(row, attribute)),
    )
  );
}

function explains(row: z.infer<typeof rowSchema>, attribute: AttributeChange): boolean {
  if (row.path !== formatPath(attribute.path).replaceAll(/\[\d+\]/g, '[*]')) return false;
  return row.moto === 'rewrites' || isEmpty(attribute.before);
}

/** What terraform has in its state where an API gave nothing: null, or the zero of the type. */
function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || value === false || value === 0;
}
