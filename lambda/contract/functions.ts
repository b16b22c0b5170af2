/** The functions of the platform: each is a folder of `lambda/` with a `handler.ts`, a role and an alias of its own. */
export const functionNames = ['api', 'consumer', 'relay', 'reconciler', 'migrator'] as const;

export type FunctionName = (typeof functionNames)[number];

/** The alias callers use; the pipeline moves it to a new version once migrations have run. */
export const liveAlias = 'live';

/** The tag by which the pipeline finds a function that has a task in it; `migrations` is the only one. */
export const taskTag = { key: 'tollgate:task', migrations: 'migrations' } as const;
