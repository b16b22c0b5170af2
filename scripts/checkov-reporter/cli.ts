import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { TollgateError, reasonOf } from '../model/error';
import { judgementFormats, type JudgementFormat } from '../model/finding';
import { formatJudgement } from '../report/format-judgement';
import { placesOfCdktfOut } from './cdktf-out';
import { parseCheckovReport } from './checkov-report';
import { noDecisions, readDecisions } from './decisions';
import { CheckovReportError } from './error';
import { judgementOfReport } from './judgement';
import { version } from './package.json';

/** What the program reads from and writes to. */
export interface ReporterStreams {
  /** All of standard input. */
  readInput(): string;
  write(text: string): void;
  notice(text: string): void;
  readonly isTerminal: boolean;
}

const usage = `usage: checkov -o json … | checkov-reporter [--format ${judgementFormats.join('|')}] [--config CDKTF_OUT] [--decisions FILE]`;

/**
 * Turns a report of Checkov on standard input into one of our formats.
 *
 * @returns the exit code: 0 where nothing is left to object to, 1 where something is, 2 where there is no report to read
 */
export function main(args: readonly string[], streams: ReporterStreams): 0 | 1 | 2 {
  try {
    const options = readOptions(args);
    if (options === 'help') {
      streams.write(`${usage}\n`);
      return 0;
    }
    const report = parseCheckovReport(streams.readInput());
    if (report.frameworks.length === 0) {
      throw new CheckovReportError(
        'Checkov found nothing it can check, which is no pass: name a file or a folder with --file or --directory, and its --framework',
      );
    }
    const places = options.config === undefined ? [] : placesOfCdktfOut(options.config);
    const decisions = options.decisions === undefined ? noDecisions : readDecisions(options.decisions);
    const { judgement, checks } = judgementOfReport(report, places, decisions);
    streams.write(
      formatJudgement(judgement, options.format, {
        readSource: readIfThere,
        colour: streams.isTerminal,
        toolVersion: version,
      }),
    );
    const settled = checks.filter((check) => check.as !== 'adds').length;
    streams.notice(
      `Checkov ${report.version}: ${report.passed} passed, ${report.failed.length} failed, of which ${settled} were decided before\n`,
    );
    return judgement.verdict === 'pass' ? 0 : 1;
  } catch (thrown) {
    const reason =
      thrown instanceof TollgateError ? thrown.message : `something unexpected happened: ${reasonOf(thrown)}`;
    streams.notice(`error: ${reason}\n`);
    return 2;
  }
}

interface ReporterOptions {
  readonly format: JudgementFormat;
  readonly config?: string | undefined;
  readonly decisions?: string | undefined;
}

function readOptions(args: readonly string[]): ReporterOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        format: { type: 'string', default: 'text' },
        config: { type: 'string' },
        decisions: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (thrown) {
    throw new CheckovReportError(`${reasonOf(thrown).replace(/\.?$/, '')}; ${usage}`, { cause: thrown });
  }
  if (values.help) return 'help';
  const format = judgementFormats.find((one) => one === values.format);
  if (format === undefined) {
    throw new CheckovReportError(
      `the format ${JSON.stringify(values.format)} cannot be used: ${judgementFormats.join(', ')} are allowed`,
    );
  }
  return { format, config: values.config, decisions: values.decisions };
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
