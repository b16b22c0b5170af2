import { digestOf, type Digest } from '../model/digest';
import type { DriftEntry } from './triage';

/** Names a drift, so that the same one found again tomorrow is not news. The order of entries does not count. */
export function fingerprint(entries: readonly DriftEntry[]): Digest {
  return digestOf(
    entries
      .map(({ kind, stack, address, change }) => ({
        kind,
        stack,
        address,
        action: change.action,
        attributes: change.attributes.map(({ path, after }) => ({ path, after })),
      }))
      .map((entry) => digestOf(entry))
      .sort(),
  );
}
