import * as z from 'zod';
import { CheckovReportError } from './error';

const checkSchema = z.object({
  check_id: z.string(),
  check_name: z.string(),
  check_result: z.object({ evaluated_keys: z.array(z.unknown()).optional() }),
  file_path: z.string(),
  file_line_range: z.array(z.number()).nullish(),
  resource: z.string(),
  /** Only a plan has it. */
  resource_address: z.string().nullish(),
  /** Null without an API key of the vendor. */
  severity: z.string().nullish(),
  guideline: z.string().nullish(),
});

/** One check of one resource, as Checkov writes it; of some twenty more fields none is used. */
export type CheckovCheck = z.infer<typeof checkSchema>;

const reportSchema = z.object({
  check_type: z.string(),
  results: z.object({
    // left out with --quiet
    passed_checks: z.array(z.unknown()).optional(),
    failed_checks: z.array(checkSchema),
    skipped_checks: z.array(checkSchema).optional(),
    parsing_errors: z.array(z.string()).optional(),
  }),
  summary: z.object({ passed: z.number(), checkov_version: z.string() }),
});

const summarySchema = z.object({
  passed: z.number(),
  failed: z.number(),
  parsing_errors: z.number(),
  checkov_version: z.string(),
});

/** What one run of Checkov said, whatever frameworks it ran. */
export interface CheckovReport {
  readonly version: string;
  /** Such as `terraform_plan`; empty where Checkov found nothing it knows how to check. */
  readonly frameworks: readonly string[];
  readonly passed: number;
  readonly failed: readonly CheckovCheck[];
  readonly skipped: readonly CheckovCheck[];
  /** Files Checkov could not read. It exits with 0 all the same, so they must be looked at here. */
  readonly unreadFiles: readonly string[];
}

/**
 * Reads what `checkov -o json` prints: one report, a list of them, or a bare summary where there was nothing to check.
 * Lines before and after the JSON are left out: Checkov logs to the same place unless it is told otherwise.
 *
 * @throws CheckovReportError where there is no such JSON in the text
 */
export function parseCheckovReport(text: string): CheckovReport {
  const value = jsonIn(text);
  const reports = z.union([z.array(reportSchema), reportSchema.transform((report) => [report])]);
  const parsed = reports.safeParse(value);
  if (parsed.success && parsed.data.length > 0) return combine(parsed.data);
  const summary = summarySchema.safeParse(value);
  if (summary.success) {
    const { checkov_version: version } = summary.data;
    return { version, frameworks: [], passed: 0, failed: [], skipped: [], unreadFiles: [] };
  }
  throw new CheckovReportError(
    'the input is JSON and no report of Checkov: a report, a list of reports or a summary is allowed; write it with checkov -o json',
  );
}

function combine(reports: readonly z.infer<typeof reportSchema>[]): CheckovReport {
  return {
    version: reports[0]?.summary.checkov_version ?? 'unknown',
    frameworks: reports.map((report) => report.check_type),
    passed: reports.reduce((sum, { summary }) => sum + summary.passed, 0),
    failed: reports.flatMap(({ results }) => results.failed_checks),
    skipped: reports.flatMap(({ results }) => results.skipped_checks ?? []),
    unreadFiles: reports.flatMap(({ results }) => results.parsing_errors ?? []),
  };
}

/** The first JSON that begins a line and ends one. */
function jsonIn(text: string): unknown {
  const lines = text.split(/\r?\n/);
  const last = lines.findLastIndex((line) => /[}\]]\s*$/.test(line));
  for (const [index, line] of lines.entries()) {
    if (!/^\s*[{[]/.test(line)) continue;
    try {
      return JSON.parse(lines.slice(index, last + 1).join('\n')) as unknown;
    } catch {
      // a line of the log that begins like JSON
    }
  }
  throw new CheckovReportError(
    `the input has no JSON (${text.trim() === '' ? 'it is empty' : `it begins with ${JSON.stringify(text.trimStart().slice(0, 40))}`}); pipe in what checkov -o json prints`,
  );
}
