/** `docs/gate-mutants.md`: what the last runs came to, for people. */
import { scoreOf, sumOf } from './record.mjs';

/** The least score of a room, and of all of them. */
export const wanted = 90;

/** A room with what is recorded of its files. */
export function resultOf({ name, files }, record) {
  const entries = files.flatMap((file) => record[file] ?? []);
  return {
    name,
    files: files.length,
    run: entries.length,
    dates: entries.map(({ date }) => date).sort(),
    ...sumOf(entries),
  };
}

export function pageOf(rooms, record) {
  const results = rooms.map((room) => resultOf(room, record));
  const files = rooms.flatMap((room) => room.files);
  const all = resultOf({ name: '**all**', files }, record);
  const survivors = files.flatMap((file) =>
    (record[file]?.survivors ?? []).map((survivor) => `- ${code(`${file}:${survivor}`)}`),
  );
  return [
    '# Mutants of the gate',
    '',
    'Written by `npm run gate:mutants`; do not edit. Each mutant is one change Stryker made in the TypeScript of a room of',
    '`scripts/gate`, and is noticed where a test of that room fails or does not end. Ignored are the changes to what runs when',
    'a module is loaded, and those that a comment beside the code argues to change nothing. The score is the share of all',
    `others that is noticed; below ${wanted} in a room, or over all, the run fails.`,
    '',
    '| Room | Run | Killed | Timed out | Survived | Reached by no test | Ignored | Score |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...results.map(row),
    row(all),
    '',
    '## Not noticed',
    '',
    ...(survivors.length === 0 ? ['None.'] : survivors),
    '',
  ].join('\n');
}

function row(result) {
  const { name, killed, timeout, survived, uncovered, ignored } = result;
  const counts =
    result.run === 0 ? Array(6).fill('') : [killed, timeout, survived, uncovered, ignored, percent(result)];
  return `| ${[name, whenOf(result), ...counts].join(' | ')} |`;
}

function whenOf({ files, run, dates }) {
  if (run === 0) return 'not run';
  const [first, last] = [dates[0], dates.at(-1)];
  const days = first === last ? first : `${first} to ${last}`;
  return run === files ? days : `${days}, ${run} of ${files} files`;
}

/** 89.96 is not 90. */
export function percent(counts) {
  return `${(Math.floor(scoreOf(counts) * 10) / 10).toFixed(1)} %`;
}

/** Code in Markdown that may itself hold backticks. */
function code(text) {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence} ${text} ${fence}`;
}
