import { createColors } from 'picocolors';
import { counted } from './printable';

/** What a family of rules has to say of a type, as far as it is written here. */
export interface CoverageCell {
  readonly status: 'checked' | 'not applicable' | 'no rule';
  readonly rules?: readonly string[];
  readonly reason?: string;
}

export interface CoverageSheet {
  readonly source: string;
  readonly date: string;
  readonly families: readonly string[];
  readonly forEveryType: Readonly<Record<string, readonly string[]>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, CoverageCell>>>>;
}

/** More types than this are a table; fewer are spelt out with rules and reasons. */
const mostSpelt = 5;

const words = { checked: 'checked', 'not applicable': 'not applicable', 'no rule': 'no rule' } as const;

/** Coverage for people: a line a type, or all that is known of a few; sums by family at the end. */
export function coverageAsText(sheet: CoverageSheet, colour: boolean): string {
  const { bold, dim, green, red } = createColors(colour);
  const types = Object.keys(sheet.types);
  const paint = { checked: green, 'not applicable': dim, 'no rule': red };
  const widest = Math.max(...types.map((type) => type.length), 'not applicable'.length);
  const columns = sheet.families.map((family) => Math.max(family.length, 'not applicable'.length));
  const row = (head: string, cells: readonly string[]): string =>
    [head.padEnd(widest), ...cells].join('  ').trimEnd();
  const status = (type: string, family: string): CoverageCell['status'] =>
    sheet.types[type]?.[family]?.status ?? 'no rule';
  const table = [
    row(
      '',
      sheet.families.map((family, index) => bold(family.padEnd(columns[index] ?? 0))),
    ),
    ...types.map((type) =>
      row(
        type,
        sheet.families.map((family, index) =>
          paint[status(type, family)](words[status(type, family)].padEnd(columns[index] ?? 0)),
        ),
      ),
    ),
  ];
  const spelt = types.flatMap((type) => [
    bold(type),
    ...sheet.families.map((family) => `  ${family.padEnd(16)}${spell(sheet.types[type]?.[family])}`),
    '',
  ]);
  const count = (family: string, wanted: CoverageCell['status']): number =>
    types.filter((type) => status(type, family) === wanted).length;
  const sums = sheet.families.map((family) => {
    const every = sheet.forEveryType[family] ?? [];
    const also = every.length === 0 ? '' : `; for every type ${every.join(', ')}`;
    return `  ${family.padEnd(16)}${count(family, 'checked')} checked, ${count(family, 'not applicable')} not applicable, ${count(family, 'no rule')} without a rule${also}`;
  });
  return [
    ...(types.length <= mostSpelt ? spelt : [...table, '']),
    `${counted(types.length, 'resource type')} of ${sheet.source} (${sheet.date})`,
    ...sums,
    '',
  ].join('\n');
}

function spell(cell: CoverageCell | undefined): string {
  if (cell?.status === 'checked') return `checked by ${(cell.rules ?? []).join(', ')}`;
  if (cell?.status === 'not applicable') return `not applicable: ${cell.reason ?? ''}`;
  return 'no rule';
}
