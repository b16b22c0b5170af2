import { digestOf } from '../model/digest';
import { severities, type Finding, type Severity } from '../model/finding';
import type { PlacedCheck } from './places';

/** What a check without a severity counts as: Checkov knows severities only with an API key of its vendor. */
const assumedSeverity: Severity = 'medium';

/** A failed check that no rule of ours knows, as a finding. */
export function checkFinding({ check, place }: PlacedCheck): Finding {
  const rule = `checkov/${check.check_id}`;
  const owner = place.constructPath ?? `${place.stack ?? ''} ${place.address}`;
  const [line = 0] = check.file_line_range ?? [];
  return {
    id: idOf(rule, owner),
    rule,
    status: 'fail',
    severity: severityOf(check.severity),
    title: check.check_name,
    message: `${place.address} fails ${check.check_id}: ${check.check_name}`,
    remediation: `${check.guideline ?? 'change what the check looks at'}, or write down in the decisions file which rule decides instead or why it is accepted`,
    controls: [],
    stack: place.stack,
    address: place.address,
    path: (check.check_result.evaluated_keys ?? []).map(String).join(', '),
    constructPath: place.constructPath,
    source: place.source,
    params: { file: check.file_path, line },
    waitsFor: [],
    related: [],
    // Checkov does not say what value it saw
    fingerprint: digestOf([rule, check.check_result.evaluated_keys ?? []]),
    waiver: null,
  };
}

/** A file Checkov could not read: whatever is wrong in it was not looked at. */
export function unreadFinding(file: string): Finding {
  const rule = 'checkov/unread-file';
  return {
    id: idOf(rule, file),
    rule,
    status: 'fail',
    severity: 'high',
    title: 'Checkov can read every file it is given',
    message: `Checkov could not read ${file}, so nothing in it was checked, and exits as though it had passed`,
    remediation:
      'give it a file it can read; it stops at terraform.required_version in JSON, which may be left out of a copy',
    controls: [],
    stack: null,
    address: file,
    path: '',
    constructPath: null,
    source: null,
    params: { file },
    waitsFor: [],
    related: [],
    fingerprint: digestOf(file),
    waiver: null,
  };
}

function idOf(rule: string, owner: string): string {
  return digestOf([rule, owner, []]).slice('sha256:'.length, 'sha256:'.length + 16);
}

function severityOf(given: string | null | undefined): Severity {
  const lower = given?.toLowerCase();
  return severities.find((severity) => severity === lower) ?? assumedSeverity;
}
