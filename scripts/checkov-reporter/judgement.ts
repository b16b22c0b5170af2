import { digestOf } from '../model/digest';
import { verdictOf, type Judgement } from '../model/finding';
import type { MergedCheck } from '../model/merged-check';
import type { Stage } from '../model/resource';
import type { CheckovReport } from './checkov-report';
import type { CheckovDecisions } from './decisions';
import { unreadFinding } from './finding';
import { mergeChecks } from './merge';
import { PlaceIndex, type Place } from './places';

/** A report of Checkov as a judgement, and what became of each failed check. */
export interface CheckovJudgement {
  readonly judgement: Judgement;
  readonly checks: readonly MergedCheck[];
}

/** Judges by Checkov alone: what was decided before is left out, everything else that failed is a finding. */
export function judgementOfReport(
  report: CheckovReport,
  places: readonly Place[],
  decisions: CheckovDecisions,
): CheckovJudgement {
  const index = new PlaceIndex(places);
  const failed = report.failed.map((check) => index.place(check));
  // alone there is no rule that was asked, but the rows say who decides, so that both ways of running agree
  const rules = new Set(decisions.superseded.map(({ rule }) => rule));
  const { checks, added } = mergeChecks(failed, [], rules, decisions);
  const findings = [...report.unreadFiles.map(unreadFinding), ...added];
  const stage: Stage = report.frameworks.includes('terraform_plan') ? 'plan' : 'synth';
  const resources = new Set(failed.map(({ place }) => `${place.stack ?? ''} ${place.address}`));
  return {
    judgement: {
      verdict: verdictOf(findings),
      stage,
      environment: null,
      suffix: null,
      policyDigest: digestOf({ checkov: report.version, decisions }),
      waiversDigest: digestOf([]),
      judged: {
        rules: [...new Set(findings.map(({ rule }) => rule))].sort(),
        resources: resources.size,
        stacks: [...new Set(failed.flatMap(({ place }) => place.stack ?? []))].sort(),
      },
      findings,
      notJudged: report.skipped.map(({ check_id: check, resource }) => ({
        rule: `checkov/${check}`,
        reason: `skipped by a comment at ${resource}`,
      })),
      uncovered: [],
    },
    checks,
  };
}
