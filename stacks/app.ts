import { App } from 'cdktf';
import { AccountStack } from './account';
import type { Artifacts } from './artifacts';
import type { Environment, PlatformConfig } from './config';
import { DataStack } from './data';
import { StackError } from './lib/error';
import { NetworkStack } from './network';
import { ObservabilityStack } from './observability';
import { ServiceStack } from './service';

/** The whole platform of one environment, ready for `app.synth()`. */
export interface Platform {
  readonly app: App;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly service: ServiceStack;
  readonly observability: ObservabilityStack;
}

/** What an account has once, ready for `app.synth()`. */
export interface AccountApp {
  readonly app: App;
  readonly account: AccountStack;
}

/**
 * Builds what an entry of `environments.json` is: an environment or an account.
 *
 * @throws StackError where a prop or an option breaks a limit
 */
export function buildEntry(
  config: PlatformConfig,
  artifacts: Artifacts,
  outdir?: string,
): { readonly app: App } {
  return config.environment.scope === 'account'
    ? buildAccountApp(config, outdir)
    : buildApp(config, artifacts, outdir);
}

/** Builds the one stack of an account; see `buildApp`. */
export function buildAccountApp(config: PlatformConfig, outdir?: string): AccountApp {
  refuseScope(config, 'account');
  const app = emptyApp(outdir);
  return { app, account: new AccountStack(app, 'account', config) };
}

/**
 * Builds every stack of an environment.
 *
 * @param outdir where `app.synth()` writes; its parent must exist. @default what cdktf-cli says, else `cdktf.out`
 * @throws StackError where a prop breaks a limit, or for an account
 */
export function buildApp(config: PlatformConfig, artifacts: Artifacts, outdir?: string): Platform {
  refuseScope(config, 'environment');
  const app = emptyApp(outdir);
  const network = new NetworkStack(app, 'network', config);
  const data = new DataStack(app, 'data', config, network);
  const service = new ServiceStack(app, 'service', config, network, data, artifacts);
  const observability = new ObservabilityStack(app, 'observability', config, network, data, service);
  return { app, network, data, service, observability };
}

/** Without traces: they hold paths of the machine, and manifest.json must be the same on every one. */
function emptyApp(outdir: string | undefined): App {
  return new App({ stackTraces: false, ...(outdir === undefined ? {} : { outdir }) });
}

function refuseScope({ environment }: PlatformConfig, wanted: Environment['scope']): void {
  if (environment.scope === wanted) return;
  throw new StackError(
    `${environment.name} has the scope ${environment.scope} where the scope ${wanted} is built: choose another entry of stacks/environments.json`,
  );
}
