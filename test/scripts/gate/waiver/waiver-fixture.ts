import type { RuleEntry } from '../../../../scripts/gate/build/manifest';

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
