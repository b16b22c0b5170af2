import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPolicyBuild, type PolicyBuildOutcome } from '../../../../scripts/commands/policy-build';
import { verifyPolicyBuild } from '../../../../scripts/gate/build/manifest';
import { describeWithTools } from '../../../support/requirements';
import { policyFolder, realOpa } from './small-policy';
import { tmpdir } from 'node:os';

function runBuild(policyDirectory: string, check = false): Promise<PolicyBuildOutcome> {
  const { command, environment, processes } = realOpa();
  return runPolicyBuild(
    { policyDirectory, check, opa: command, environment, scratchDirectory: tmpdir() },
    { processes },
  );
}

async function builtFolder(): Promise<string> {
  const directory = policyFolder();
  await runBuild(directory);
  return directory;
}

const staleness = (what: string): string =>
  `the policy build is stale: ${what}, so what is enforced is not what is written; run npm run policy:build and commit what it writes`;

describeWithTools(['opa'], 'verifyPolicyBuild', () => {
  it('accepts a build of what is there', async () => {
    const directory = await builtFolder();
    expect(verifyPolicyBuild(directory).sources.map(({ path }) => path)).toEqual([
      'house/door.rego',
      'main.rego',
    ]);
  });

  it('accepts tests that were changed after the build', async () => {
    const directory = await builtFolder();
    appendFileSync(join(directory, 'house/door_test.rego'), '# more\n');
    expect(() => verifyPolicyBuild(directory)).not.toThrow();
  });

  it.each(['house/door.rego', 'tables/doors/data.json', 'tables/keys.json', 'rules.json', 'policy.wasm'])(
    'names %s where it was changed after the build',
    async (path) => {
      const directory = await builtFolder();
      appendFileSync(join(directory, path), '\n');
      expect(() => verifyPolicyBuild(directory)).toThrow(staleness(`${path} was changed after the build`));
    },
  );

  it.each(['house/window.rego', 'tables/windows.json'])(
    'names %s where the build does not know it',
    async (path) => {
      const directory = await builtFolder();
      writeFileSync(join(directory, path), '\n');
      expect(() => verifyPolicyBuild(directory)).toThrow(staleness(`${path} is not part of the build`));
    },
  );

  it.each(['house/door.rego', 'tables/doors/data.json'])('names %s where it is missing', async (path) => {
    const directory = await builtFolder();
    rmSync(join(directory, path));
    expect(() => verifyPolicyBuild(directory)).toThrow(
      staleness(`${path} is part of the build and is missing`),
    );
  });

  it.each(['policy.wasm', 'rules.json', 'policy.manifest.json'])(
    'says what to do where %s is missing',
    async (path) => {
      const directory = await builtFolder();
      rmSync(join(directory, path));
      expect(() => verifyPolicyBuild(directory)).toThrow(`${path} of the policy cannot be read`);
    },
  );

  it('refuses a manifest that was edited into nonsense', async () => {
    const directory = await builtFolder();
    writeFileSync(join(directory, 'policy.manifest.json'), '{"version":2}');
    expect(() => verifyPolicyBuild(directory)).toThrow(/is not a policy manifest/);
  });
});

describeWithTools(['opa'], 'policy:build', () => {
  it('writes the three files, after which a check finds nothing', async () => {
    const directory = policyFolder();
    const files = ['policy.manifest.json', 'policy.wasm', 'rules.json'];
    expect(await runBuild(directory, true)).toEqual({ kind: 'stale', files });
    expect(await runBuild(directory)).toEqual({ kind: 'built', files });
    expect(await runBuild(directory, true)).toEqual({ kind: 'current' });
  });

  it('names the files that are not what a build writes', async () => {
    const directory = await builtFolder();
    appendFileSync(join(directory, 'policy.wasm'), 'x');
    expect(await runBuild(directory, true)).toEqual({ kind: 'stale', files: ['policy.wasm'] });
  });
});
