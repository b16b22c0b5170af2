/** The page of a rule in the catalogue, relative to the repository. */
export function rulePage(rule: string): string {
  return `docs/policy/${rule}.md`;
}
