/** Tools written in Go: taken from PATH or `.cache/bin` at the pinned version, else built there with `go install`. */
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { findOnPath, isExecutable, lastLines, run } from './process.mjs';

/** How each tool is asked for its version. */
const versionArguments = { opa: ['version'], actionlint: ['-version'] };

export async function ensureGoTool({ root, env, versions, say }, name) {
  const { module, version } = versions.go[name];
  const bin = join(root, '.cache', 'bin');
  const own = join(bin, name);
  for (const candidate of [...findOnPath(name, env.PATH ?? ''), own].filter(isExecutable)) {
    if ((await versionOf(candidate, name, env)) === version) return candidate;
  }

  const [go] = findOnPath('go', env.PATH ?? '');
  const command = `GOBIN=$PWD/.cache/bin go install ${module}@v${version}`;
  if (go === undefined) {
    throw new Problem(
      `${name} ${version} is not on PATH, and neither is Go, which would build it`,
      `install Go (for example: brew install go), then run ${command}`,
    );
  }
  say(`${name} ${version}: go install`);
  mkdirSync(bin, { recursive: true });
  const folder = mkdtempSync(join(bin, `.${name}-`));
  try {
    const built = await run(go, ['install', `${module}@v${version}`], {
      env: { ...env, GOBIN: folder, CGO_ENABLED: '0' },
    });
    if (built.code !== 0) {
      throw new Problem(`${name} ${version} could not be built (${lastLines(built.output)})`, command);
    }
    const found = await versionOf(join(folder, name), name, env);
    if (found !== version) {
      throw new Problem(
        `go install built ${name} ${found ?? 'of no known version'}, not ${version}`,
        command,
      );
    }
    renameSync(join(folder, name), own);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return own;
}

async function versionOf(file, name, env) {
  const result = await run(file, versionArguments[name], { env });
  return /\bv?(\d+\.\d+\.\d+)\b/.exec(result.stdout)?.[1];
}
