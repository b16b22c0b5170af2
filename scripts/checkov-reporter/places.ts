import type { CheckovCheck } from './checkov-report';
import type { SourceLocation } from '../model/synthesis';

/** A resource that a check can be about. */
export interface Place {
  readonly stack: string | null;
  /** As terraform writes it, without an index. */
  readonly address: string;
  readonly constructPath: string | null;
  readonly source: SourceLocation | null;
}

/** A check with the resource it is about; the address is Checkov's own word where no such resource is known. */
export interface PlacedCheck {
  readonly check: CheckovCheck;
  readonly place: Place;
}

/**
 * Finds the resource a check is about.
 *
 * Checkov names one resource in three ways: by its address on a plan, as `<type>.<name>` in graph checks and as
 * `resource.<name>` or `data.<name>` in the others. CDKTF's names are unique in a stack, and the stack is in the path
 * of its file.
 */
export class PlaceIndex {
  readonly #byName = new Map<string, Place[]>();

  constructor(places: readonly Place[]) {
    for (const place of places) {
      const name = place.address.split('.').at(-1) ?? '';
      const sharing = this.#byName.get(name);
      if (sharing === undefined) this.#byName.set(name, [place]);
      else sharing.push(place);
    }
  }

  place(check: CheckovCheck): PlacedCheck {
    const named = check.resource_address ?? check.resource;
    const address = named.replaceAll(/\[[^\]]*\]/g, '');
    const [name = '', type = ''] = address.split('.').reverse();
    const stack = /(?:^|\/)stacks\/([^/]+)\/cdk\.tf\.json$/.exec(check.file_path)?.[1];
    const candidates = (this.#byName.get(name) ?? [])
      .filter((place) => stack === undefined || place.stack === stack)
      .filter(({ address: known }) => known.startsWith('data.') === named.startsWith('data.'))
      .filter((place) => isAnyType(type) || place.address.endsWith(`${type}.${name}`));
    const [only] = candidates;
    const place =
      candidates.length === 1 && only !== undefined
        ? only
        : { stack: stack ?? null, address: named, constructPath: null, source: null };
    return { check, place };
  }
}

/** Checks that are not of the graph leave the type out. */
function isAnyType(type: string): boolean {
  return type === 'resource' || type === 'data';
}
