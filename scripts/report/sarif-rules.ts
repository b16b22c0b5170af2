import type { ReportingDescriptor } from 'sarif';
import type { Judgement, Severity } from '../model/finding';
import type { FormatContext, RuleText } from './format-context';
import { prose } from './markdown-text';
import { unfolded } from './printable';

/** GitHub reads a rule's severity from a number: over 9.0 critical, 7.0 high, 4.0 medium, the rest low. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
};

/** Every rule that judged or found something, with all that is known of it, sorted by id. */
export function sarifRules(judgement: Judgement, { rules = [] }: FormatContext): ReportingDescriptor[] {
  const catalogue = new Map(rules.map((rule) => [rule.id, rule]));
  const ids = [
    ...judgement.judged.rules,
    ...judgement.notJudged.map(({ rule }) => rule),
    ...judgement.findings.map(({ rule }) => rule),
  ];
  return [...new Set(ids)].sort().map((id) => {
    const text = catalogue.get(id) ?? textFromFindings(judgement, id);
    return text === null ? { id } : descriptor(text);
  });
}

function textFromFindings({ findings }: Judgement, id: string): RuleText | null {
  const finding = findings.find(({ rule }) => rule === id);
  if (finding === undefined) return null;
  const { title, severity, remediation, controls } = finding;
  return { id, title, description: title, severity, remediation, controls, related: [] };
}

function descriptor(rule: RuleText): ReportingDescriptor {
  const [helpUri] = rule.related;
  const links = rule.related.map((link) => `- <${encodeURI(link)}>`);
  const controls = rule.controls.length === 0 ? [] : [`Controls: ${rule.controls.map(prose).join(', ')}`];
  return {
    id: rule.id,
    name: rule.id
      .split(/[^A-Za-z0-9]+/)
      .map(capitalized)
      .join(''),
    shortDescription: { text: rule.title },
    fullDescription: { text: unfolded(rule.description) },
    help: {
      text: [unfolded(rule.description), unfolded(rule.remediation), ...rule.related].join('\n\n'),
      markdown: [
        paragraphs(rule.description),
        `**Fix:** ${paragraphs(rule.remediation)}`,
        ...controls,
        ...(links.length === 0 ? [] : [links.join('\n')]),
      ].join('\n\n'),
    },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: rule.severity === 'low' ? 'warning' : 'error' },
    properties: {
      tags: ['security', ...rule.controls],
      precision: 'high',
      'security-severity': securitySeverity[rule.severity],
      'problem.severity': rule.severity === 'low' ? 'warning' : 'error',
    },
  };
}

function paragraphs(text: string): string {
  return unfolded(text).split('\n\n').map(prose).join('\n\n');
}

function capitalized(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
