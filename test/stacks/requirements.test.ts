import { usePlatforms, type SynthesizedPlatform } from '../support/platforms';
import { dataRequirements } from './requirements/data';
import { everyStackRequirements } from './requirements/every-stack';
import { networkRequirements } from './requirements/network';
import { edgeRequirements } from './requirements/edge';
import { eventRequirements } from './requirements/events';
import { permissionRequirements } from './requirements/function-permissions';
import { functionRequirements } from './requirements/functions';
import { roleRequirements } from './requirements/roles';
import { sagaRequirements } from './requirements/sagas';
import { describeRequirements } from './requirements/requirement';

const platforms = usePlatforms();
let platform: SynthesizedPlatform;
beforeAll(() => {
  platform = platforms.synthesize({
    options: {
      natMode: 'per-az',
      interfaceEndpoints: 'core',
      sessionReadUnitLimit: 1000,
      sessionWriteUnitLimit: 500,
    },
  });
});
const synthesized = () => platform;

describeRequirements('network', networkRequirements, synthesized);
describeRequirements('data', dataRequirements, synthesized);
for (const requirements of [
  functionRequirements,
  roleRequirements,
  permissionRequirements,
  eventRequirements,
  sagaRequirements,
  edgeRequirements,
]) {
  describeRequirements('service', requirements, synthesized);
}
for (const stack of ['network', 'data', 'service', 'observability']) {
  describeRequirements(stack, everyStackRequirements(stack), synthesized);
}

test('no stack is left out', () => {
  expect(Object.keys(platform).sort()).toEqual(['data', 'network', 'observability', 'service']);
});
