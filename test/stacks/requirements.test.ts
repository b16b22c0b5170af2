import { buildAccountApp, buildApp } from '../../stacks/app';
import { platformConfig, synthesizeApp, usePlatforms, type SynthesizedPlatform } from '../support/platforms';
import { accountRequirements } from './requirements/account';
import { dataRequirements } from './requirements/data';
import { edgeRequirements } from './requirements/edge';
import { eventRequirements } from './requirements/events';
import { everyStackRequirements } from './requirements/every-stack';
import { permissionRequirements } from './requirements/function-permissions';
import { functionRequirements } from './requirements/functions';
import { networkRequirements } from './requirements/network';
import { describeRequirements, type Requirement } from './requirements/requirement';
import { roleRequirements } from './requirements/roles';
import { sagaRequirements } from './requirements/sagas';

const account = platformConfig({ name: 'account-test', scope: 'account', suffix: 'accttest' });
/** The environment with everything that options can add. */
const environment = platformConfig({
  options: {
    natMode: 'per-az',
    interfaceEndpoints: 'core',
    sessionReadUnitLimit: 1000,
    sessionWriteUnitLimit: 500,
  },
});

const platforms = usePlatforms();
let synthesized: SynthesizedPlatform;
beforeAll(() => {
  synthesized = {
    ...synthesizeApp(buildAccountApp(account, platforms.outdir()).app),
    ...synthesizeApp(buildApp(environment, platforms.artifacts(), platforms.outdir()).app),
  };
});

const requirements: Readonly<Record<string, readonly Requirement[]>> = {
  account: accountRequirements,
  network: networkRequirements,
  data: dataRequirements,
  service: [
    ...functionRequirements,
    ...roleRequirements,
    ...permissionRequirements,
    ...eventRequirements,
    ...sagaRequirements,
    ...edgeRequirements,
  ],
  // what it watches has a suite of its own: test/stacks/observability
  observability: [],
};

for (const [stack, ofStack] of Object.entries(requirements)) {
  const config = stack === 'account' ? account : environment;
  describeRequirements(
    stack,
    [...ofStack, ...everyStackRequirements(stack, config.environment)],
    () => synthesized,
  );
}

test('every stack has its requirements', () => {
  expect(Object.keys(requirements).sort()).toEqual(Object.keys(synthesized).sort());
});
