import type { RuleEntry } from '../../../../scripts/gate/build/manifest';
import type { Waiver } from '../../../../scripts/model/waiver';

/** A rule that says everything; a test changes what it is about. */
export function aRule(parts: Partial<RuleEntry> = {}): RuleEntry {
  return {
    id: 'iam/wildcard-action',
    title: 'title',
    description: 'description',
    severity: 'high',
    message: 'message',
    remediation: 'mend it',
    example: 'example',
    controls: [],
    related: [],
    stages: ['synth', 'plan', 'state'],
    attributes: ['*'],
    waivable: true,
    file: 'iam/wildcard-action.rego',
    ...parts,
  };
}

/** A waiver of that rule for one resource, until the end of March 2026. */
export function aWaiver(parts: Partial<Waiver> = {}): Waiver {
  return {
    rule: 'iam/wildcard-action',
    resource: 'app/Policy',
    environments: ['dev'],
    owner: 'payments-core',
    reason: 'the vendor names its actions in March',
    ticket: 'PAY-1',
    expires: '2026-03-31',
    fingerprint: `sha256:${'1'.repeat(64)}`,
    ...parts,
  };
}
