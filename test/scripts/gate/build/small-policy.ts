import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Opa } from '../../../../scripts/gate/build/opa';
import { createProcessRunner } from '../../../../scripts/ports/processes';
import { toolPath } from '../../../support/requirements';

const mainRego = `package tollgate

findings := {found | some id in input.rules; [family, rule] := split(id, "/"); some found in data.rules[family][rule].findings}

ready := {"input_version": 1, "tables": [name | some name, _ in data.tables]}
`;

/** METADATA as a rule must have it, in YAML; lines of it are replaced or removed by tests. */
export const metadata = [
  'title: Doors are closed',
  'description: A door that is open lets the cold in.',
  'related_resources:',
  '  - https://docs.aws.amazon.com/',
  'custom:',
  '  severity: low',
  '  message: "{attribute} is open"',
  '  remediation: Close it.',
  '  example: "new Door(this, \'door\', { open: false });"',
  '  controls: [PCI DSS 4.0.1 9.1.1]',
  '  stages: [plan]',
  '  attributes: [aws_door.open]',
];

/** The text of a rule `house/door` with these METADATA lines and this body. */
export function ruleText(lines: readonly string[], body = 'findings contains "open" if input.open'): string {
  return ['# METADATA', ...lines.map((line) => `# ${line}`), 'package rules.house.door', '', body, ''].join(
    '\n',
  );
}

const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

/** A new folder with files by path; those of a policy that builds unless a test says otherwise. Gone after the tests. */
export function policyFolder(files: Readonly<Record<string, string | null>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'tollgate-policy-'));
  made.push(directory);
  const all: Readonly<Record<string, string | null>> = {
    'main.rego': mainRego,
    'house/door.rego': ruleText(metadata),
    'house/door_test.rego': 'package rules.house.door_test\n',
    'tables/doors/data.json':
      '{"source":"a test","date":"2026-11-01","types":{"aws_door":{"attribute":"open"}}}\n',
    'tables/keys.json': '{"source":"a test","date":"2026-11-01"}\n',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    if (text === null) continue;
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** The real OPA of this checkout. */
export function realOpa(): Opa {
  return { command: toolPath('opa'), environment: {}, processes: createProcessRunner() };
}
