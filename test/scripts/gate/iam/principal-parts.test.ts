import { managedName } from '../../../../scripts/gate/iam/principals/managed-policies';

it('the name of a policy of AWS is what follows its ARN', () => {
  expect(managedName('arn:aws:iam::aws:policy/service-role/X')).toBe('service-role/X');
});
