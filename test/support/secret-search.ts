import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a secret must not be. */
export interface SearchedPlaces {
  /** Texts by what they are, such as what a program printed. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Folders, searched with all that is below them. */
  readonly folders?: readonly string[];
}

/**
 * The places that tell a secret: as it is, in base64, or as a URL, JSON or XML would write it. Throws where there was nothing
 * to search, so that a mistaken path is no proof.
 */
export function placesThatTell(secret: string, { texts = {}, folders = [] }: SearchedPlaces): string[] {
  const files = folders.flatMap((folder) => {
    const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path))
      .filter((path) => statSync(path).isFile());
    if (inside.length === 0) throw new Error(`there is no file in ${folder} to search`);
    return inside;
  });
  const forms = formsOf(secret);
  const tells = (content: Buffer): boolean => forms.some((form) => content.includes(form));
  return [
    ...Object.entries(texts).flatMap(([name, text]) => (tells(Buffer.from(text)) ? [name] : [])),
    ...files.filter((file) => tells(readFileSync(file))),
  ];
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // base64 of a text with something before it begins at any of three places; the ends depend on the neighbours
  const shifted = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(shift === 0 ? 0 : 4, Math.floor((bytes.length + shift) / 3) * 4);
  });
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...shifted].filter(
    (form) => form.length >= 8,
  );
}
