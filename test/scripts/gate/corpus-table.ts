import * as z from 'zod';
import type { Finding } from '../../../scripts/model/finding';

const count = z.number().int().nonnegative();

/** What a rule says about the corpus: findings by status, and in how many plans. */
const countsSchema = z.record(
  z.string(),
  z.strictObject({ fail: count, undetermined: count, warn: count, plans: count }),
);
export type Counts = z.infer<typeof countsSchema>;

/** Counts by rule, sorted; rules that find nothing are left out. */
export function countByRule(judged: readonly { file: string; findings: readonly Finding[] }[]): Counts {
  const counts: Record<string, Counts[string]> = {};
  const plans: Record<string, Set<string>> = {};
  for (const { file, findings } of judged)
    for (const { rule, status } of findings) {
      const counted = (counts[rule] ??= { fail: 0, undetermined: 0, warn: 0, plans: 0 });
      if (status !== 'demand') counted[status] += 1;
      (plans[rule] ??= new Set()).add(file);
    }
  return Object.fromEntries(
    Object.keys(counts)
      .sort()
      .map((rule) => [rule, { ...counts[rule]!, plans: plans[rule]!.size }]),
  );
}

/** The row of a rule in `docs/corpus.md`: its counts, how many of its findings somebody looked at, how many were wrong, and why. */
const row = /^\| `([\w-]+\/[\w-]+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (.*) \|$/;

/** The counts `docs/corpus.md` gives. */
export function countsIn(markdown: string): Counts {
  const rows = markdown.split('\n').flatMap((line) => {
    const [, rule, fail, undetermined, warn, plans] = row.exec(line) ?? [];
    if (rule === undefined) return [];
    const counts = { fail, undetermined, warn, plans };
    return [[rule, Object.fromEntries(Object.entries(counts).map(([key, text]) => [key, Number(text)]))]];
  });
  return countsSchema.parse(Object.fromEntries(rows));
}

/** The same page with other counts; what somebody wrote about a rule stays, and a new rule has not been looked at. */
export function withCounts(markdown: string, counts: Counts): string {
  const lines = markdown.split('\n');
  const first = lines.findIndex((line) => row.test(line));
  const written = new Map(
    lines.flatMap((line) => {
      const [, rule, , , , , looked, wrong, why] = row.exec(line) ?? [];
      return rule === undefined ? [] : [[rule, `${looked} | ${wrong} | ${why}`] as const];
    }),
  );
  const rows = Object.entries(counts).map(
    ([rule, { fail, undetermined, warn, plans }]) =>
      `| \`${rule}\` | ${fail} | ${undetermined} | ${warn} | ${plans} | ${written.get(rule) ?? '0 | 0 | not looked at yet'} |`,
  );
  const others = lines.filter((line) => !row.test(line));
  return [...others.slice(0, first), ...rows, ...others.slice(first)].join('\n');
}

/** The rules of whose findings nobody has looked at one. */
export function unseenRules(markdown: string): string[] {
  return markdown.split('\n').flatMap((line) => {
    const [, rule, , , , , looked] = row.exec(line) ?? [];
    return rule !== undefined && looked === '0' ? [rule] : [];
  });
}
