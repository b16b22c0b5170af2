/** The functions of the platform: each is a folder of `lambda/` with a `handler.ts`, a role and an alias of its own. */
export const functionNames = ['api', 'consumer', 'relay', 'reconciler', 'migrator'] as const;

export type FunctionName = (typeof functionNames)[number];

/** The alias callers use; the pipeline moves it to a new version once migrations have run. */
export const liveAlias = 'live';
