import { App } from 'cdktf';
import type { Artifacts } from './artifacts';
import type { PlatformConfig } from './config';
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

/**
 * Builds every stack of an environment.
 *
 * @param outdir where `app.synth()` writes; its parent must exist. @default what cdktf-cli says, else `cdktf.out`
 * @throws StackError where a prop breaks a limit, or for an account, which has no stack yet
 */
export function buildApp(config: PlatformConfig, artifacts: Artifacts, outdir?: string): Platform {
  const { environment } = config;
  if (environment.scope !== 'environment') {
    throw new StackError(
      `${environment.name} has the scope ${environment.scope}, for which there is no stack: choose an environment with the scope environment`,
    );
  }
  // without traces: they hold paths of the machine, and manifest.json must be the same on every one
  const app = new App({ stackTraces: false, ...(outdir === undefined ? {} : { outdir }) });
  const network = new NetworkStack(app, 'network', config);
  const data = new DataStack(app, 'data', config, network);
  const service = new ServiceStack(app, 'service', config, network, data, artifacts);
  const observability = new ObservabilityStack(app, 'observability', config, network, data, service);
  return { app, network, data, service, observability };
}
