/**
 * `npm run gate:mutants [-- ROOM…]`: changes the TypeScript of the gate place by place with Stryker, room by room, and
 * writes into `docs/gate-mutants.md` which change no test of the room notices. Without a name all rooms are run; a file
 * below `scripts/gate` is run alone.
 *
 * What the last run found is used again where neither the file nor a test has changed since; `--force` runs it all.
 * Exit code 0: every room that was ever run, and all of them together, has the score; 1: one has not; 2: it could not run.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { pageOf, percent, resultOf, wanted } from './gate-mutants/page.mjs';
import { entriesOf, readRecord, scoreOf, writeRecord } from './gate-mutants/record.mjs';
import { chosenRooms, roomsOf } from './gate-mutants/rooms.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const recordFile = join(root, 'docs/gate-mutants.json');
const pageFile = join(root, 'docs/gate-mutants.md');

function say(text) {
  process.stdout.write(`${text}\n`);
}

async function mutate({ name, files, tests }, force) {
  const report = join(root, '.cache/stryker', name.replaceAll('/', '-'));
  const results = await new Stryker({
    mutate: files,
    force,
    incrementalFile: `${report}.json`,
    htmlReporter: { fileName: `${report}.html` },
    testFiles: tests,
  }).runMutationTest();
  return entriesOf(files, results, new Date().toISOString().slice(0, 10));
}

async function main(args) {
  process.chdir(root);
  const rooms = roomsOf(root);
  const names = args.filter((argument) => argument !== '--force');
  const chosen = names.length === 0 ? rooms : names.flatMap((name) => chosenRooms(rooms, name));
  const files = rooms.flatMap((room) => room.files);
  for (const room of chosen) {
    const entries = await mutate(room, args.includes('--force'));
    const record = { ...readRecord(recordFile, files), ...entries };
    writeRecord(recordFile, record);
    writeFileSync(pageFile, pageOf(rooms, record));
    for (const [file, { survivors }] of Object.entries(entries)) {
      for (const survivor of survivors) say(`${file}:${survivor}`);
    }
    say(`${room.name}: ${percent(resultOf(room, entries))}`);
  }
  return lacking(rooms, readRecord(recordFile, files));
}

/** The rooms that were run and have not the score, and all of them together. */
function lacking(rooms, record) {
  const files = rooms.flatMap((room) => room.files);
  return [...rooms, { name: 'all', files }]
    .map((room) => resultOf(room, record))
    .filter((result) => scoreOf(result) < wanted)
    .map((result) => `${result.name}: ${percent(result)} is below ${wanted} %`);
}

try {
  const complaints = await main(process.argv.slice(2));
  for (const complaint of complaints) say(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
