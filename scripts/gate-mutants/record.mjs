/** `docs/gate-mutants.json`: what the last run of each file of the gate came to. */
import { readFileSync, writeFileSync } from 'node:fs';

/** How Stryker's words for the end of a mutant are counted; an error of the program that runs it counts nowhere. */
const counted = {
  Killed: 'killed',
  Timeout: 'timeout',
  Survived: 'survived',
  NoCoverage: 'uncovered',
  Ignored: 'ignored',
};

/** What is counted of a file or of a room. */
export const nothing = { killed: 0, timeout: 0, survived: 0, uncovered: 0, ignored: 0 };

/** The record at a path, without the files that are gone. */
export function readRecord(path, files) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
  return Object.fromEntries(Object.entries(JSON.parse(text)).filter(([file]) => files.includes(file)));
}

export function writeRecord(path, record) {
  const sorted = Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/**
 * The results of Stryker as entries of the record.
 *
 * @param results of `Stryker.runMutationTest`
 * @param date of the run, `YYYY-MM-DD`
 */
export function entriesOf(files, results, date) {
  return Object.fromEntries(
    files.map((file) => {
      const mine = results.filter(({ fileName }) => fileName.replaceAll('\\', '/').endsWith(`/${file}`));
      const counts = { ...nothing };
      for (const { status } of mine) if (status in counted) counts[counted[status]] += 1;
      const survivors = mine
        .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
        .sort((left, right) => placeOf(left) - placeOf(right))
        .map(survivorOf);
      return [file, { date, ...counts, survivors }];
    }),
  );
}

function placeOf({ location }) {
  return location.start.line * 1000 + location.start.column;
}

function survivorOf({ location, mutatorName, replacement, status }) {
  const { line, column } = location.start;
  const to = (replacement ?? '').replaceAll(/\s+/g, ' ');
  const shown = to.length > 80 ? `${to.slice(0, 77)}...` : to;
  return `${line}:${column} ${mutatorName} -> ${shown}${status === 'NoCoverage' ? ' (no test reaches it)' : ''}`;
}

/** The sum of what is counted of some files. */
export function sumOf(entries) {
  const sum = { ...nothing };
  for (const entry of entries) for (const name of Object.keys(nothing)) sum[name] += entry[name];
  return sum;
}

/** Percent of the mutants that a test notices; what times out is noticed, and what is ignored is no mutant. */
export function scoreOf({ killed, timeout, survived, uncovered }) {
  const noticed = killed + timeout;
  const all = noticed + survived + uncovered;
  return all === 0 ? 100 : (100 * noticed) / all;
}
