import type { FunctionVersions } from '../../model/ports';
import type { Release, ReleasedAlias } from '../../record/outcome';
import { readPublishedFunctions, type PublishedFunctions } from '../../terraform/published-functions';
import type { Deployment } from '../deploy/deployment';
import { parseMigratorAnswer } from './migrator-answer';

/** `failed` says in one sentence why no alias was moved; the versions before go on serving. */
export type ReleaseOutcome =
  | { readonly kind: 'released'; readonly release: Release }
  | { readonly kind: 'failed'; readonly reason: string; readonly pending: readonly string[] };

/**
 * Brings what a stack has published into use: runs the migrations with the migrator's new version, then leads each alias to
 * the version its function has published last. Nothing happens twice where it is called again.
 *
 * @returns null for a stack without such aliases
 */
export async function releaseFunctions(
  deployment: Deployment,
  stack: string,
): Promise<ReleaseOutcome | null> {
  const published = await readFunctions(deployment, stack);
  if (published === null || published.aliases.length === 0) return null;
  const functions = deployment.ports.openFunctions(deployment.environment.region);
  const tell = (detail: string): void => deployment.ports.onProgress?.(stack, detail);

  const migrations = await runMigrations(deployment, published, functions, tell);
  if (migrations.kind === 'failed') return migrations;
  const aliases: ReleasedAlias[] = [];
  let moved = false;
  for (const { functionName, alias, published: version } of published.aliases) {
    if (version === null) continue;
    const before = await functions.aliasVersion(functionName, alias);
    if (before !== version) {
      await functions.moveAlias(functionName, alias, version);
      moved = true;
      tell(`${functionName}: ${alias} leads to version ${version} now`);
    }
    aliases.push({ functionName, alias, version });
  }
  // what terraform remembers of an alias must not be found as drift
  if (moved) await deployment.terraform.settle(await deployment.workspace(stack));
  return { kind: 'released', release: { migrations, aliases } };
}

/** The functions in a stack's state; null where it was never applied. */
export async function readFunctions(deployment: Deployment, id: string): Promise<PublishedFunctions | null> {
  const stack = deployment.synthesis.stacks.find((candidate) => candidate.id === id);
  const state = await deployment.state(id);
  return stack === undefined || state === null ? null : readPublishedFunctions(stack, state.text);
}

async function runMigrations(
  { input }: Deployment,
  { migrator }: PublishedFunctions,
  functions: FunctionVersions,
  tell: (detail: string) => void,
): Promise<Release['migrations'] | Extract<ReleaseOutcome, { kind: 'failed' }>> {
  if (migrator === null) return { kind: 'none' };
  if (!input.target.runsFunctions) {
    return { kind: 'not-run', reason: `the ${input.target.name} runs no functions` };
  }
  const { functionName, version } = migrator;
  const call = async (action: 'plan' | 'migrate') => {
    const answer = await functions.invoke(functionName, version, { action });
    return answer.kind === 'threw' ? answer : parseMigratorAnswer(answer.value, functionName);
  };
  const failed = (reason: string, pending: readonly string[]) =>
    ({
      kind: 'failed',
      pending,
      reason: `${functionName} could not migrate the database (${reason}); no alias was moved, so the versions before go on serving: mend it, then plan and apply again`,
    }) as const;

  const planned = await call('plan');
  if ('kind' in planned) return failed(planned.reason, []);
  tell(planned.pending.length === 0 ? 'no migration is pending' : `pending: ${planned.pending.join(', ')}`);
  const migrated = await call('migrate');
  if ('kind' in migrated) return failed(migrated.reason, planned.pending);
  return { kind: 'ran', applied: migrated.applied, users: migrated.users };
}
