import type { Release } from '../../record/outcome';

/** What was brought into use, one line a fact, for a terminal or a log. */
export function describeRelease({ migrations, aliases }: Release): readonly string[] {
  return [
    ...describeMigrations(migrations),
    ...aliases.map(({ functionName, alias, version }) => `${functionName}: ${alias} is version ${version}`),
  ];
}

function describeMigrations(migrations: Release['migrations']): readonly string[] {
  switch (migrations.kind) {
    case 'none':
      return [];
    case 'not-run':
      return [`migrations: not run, as ${migrations.reason}`];
    case 'ran':
      return [
        migrations.applied.length === 0
          ? 'migrations: none was pending'
          : `migrations: ${migrations.applied.join(', ')}`,
        ...(migrations.users.status === 'skipped'
          ? [`users: none changed, as ${migrations.users.reason}`]
          : []),
      ];
  }
}
