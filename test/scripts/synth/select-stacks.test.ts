import { sha256 } from '../../../scripts/model/digest';
import { SynthError } from '../../../scripts/synth/error';
import { selectStacks } from '../../../scripts/synth/select-stacks';
import { stackNamed } from '../../support/stacks';

const synthesis = {
  directory: '/cdktf.out',
  environment: null,
  digest: sha256('whole'),
  stacks: [
    stackNamed('network'),
    stackNamed('data', { dependencies: ['network'] }),
    stackNamed('service', { dependencies: ['data'] }),
    stackNamed('account'),
  ],
};
const idsOf = (...ids: string[]): string[] => selectStacks(synthesis, ids).stacks.map(({ id }) => id);

describe('a choice of stacks', () => {
  it('brings what they depend on, in the order of the whole', () => {
    expect(idsOf('service')).toEqual(['network', 'data', 'service']);
    expect(idsOf('account', 'network')).toEqual(['network', 'account']);
  });

  it('keeps the digest of the whole', () => {
    expect(selectStacks(synthesis, ['network'])).toMatchObject({
      directory: '/cdktf.out',
      digest: sha256('whole'),
    });
  });

  it('refuses a stack that is not there by naming those that are', () => {
    expect(() => idsOf('network', 'ledger')).toThrow(
      new SynthError('there is no stack "ledger": /cdktf.out has network, data, service, account'),
    );
  });
});
