/** The rooms of the gate, and the tests that the mutants of each meet. A mutant costs as long as its tests take to load. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';

/** Where the code is, and its tests. */
const code = 'scripts/gate';
const tests = 'test/scripts/gate';

/** The rooms whose tests are not those in the folder of the same name, or not only those. */
const testsOf = {
  api: ['system/links'],
  iam: [
    'action-table',
    'table-rows',
    'resource-types',
    'reach',
    'condition-keys',
    'documents',
    'statement',
    'facts',
    'system-facts',
    'runs',
    'denials',
    'policy-attributes',
  ].map(inIam),
  'iam/principals': [
    'pattern',
    'links',
    'permission',
    'effective',
    'trust',
    'attachments',
    'targets',
    'target-patterns',
    'principals',
    'principal-facts',
    'runs',
    'denials',
    'evaluation-logic',
  ].map(inIam),
  judge: ['judge', 'policy-input'],
};

function inIam(name) {
  return `iam/${name}`;
}

/**
 * A room is a folder of `scripts/gate`; what lies in no folder is the room `judge`. The build of the policy is no part of
 * the gate.
 *
 * @returns {{ name: string, files: string[], tests: string[] }[]} sorted by name; paths are relative to the root
 */
export function roomsOf(root) {
  const files = readdirSync(join(root, code), { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.startsWith('build/'))
    .sort();
  const names = [...new Set(files.map(roomOf))].sort();
  return names.map((name) => ({
    name,
    files: files.filter((path) => roomOf(path) === name).map((path) => posix.join(code, path)),
    tests: (testsOf[name] ?? testsIn(root, name)).map((path) => posix.join(tests, `${path}.test.ts`)),
  }));
}

function testsIn(root, room) {
  const folder = join(root, tests, room);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.test.ts')) : [];
  return names.sort().map((name) => posix.join(room, basename(name, '.test.ts')));
}

function roomOf(path) {
  return path.includes('/') ? dirname(path) : 'judge';
}

/**
 * The rooms an argument stands for, each with the files meant: a room with those inside it (`iam`), or a file
 * (`iam/principals/pattern.ts`).
 */
export function chosenRooms(rooms, argument) {
  const file = posix.join(code, argument);
  const chosen = rooms.flatMap((room) => {
    if (room.name === argument || room.name.startsWith(`${argument}/`)) return [room];
    return room.files.includes(file) ? [{ ...room, files: [file] }] : [];
  });
  if (chosen.length > 0) return chosen;
  throw new Error(
    `${argument} is no room of the gate: give some of ${rooms.map(({ name }) => name).join(', ')}, or a file below ${code}`,
  );
}
