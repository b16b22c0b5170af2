import { formatJudgement } from '../../../scripts/report/format-judgement';
import { expectGolden } from './golden';
import { aFinding, aJudgement, mixedJudgement } from './judgement-fixture';

const context = { readSource: () => null, toolVersion: '0.1.0' };
const junit = (...parameters: Parameters<typeof aJudgement>): string =>
  formatJudgement(aJudgement(...parameters), 'junit', context);

describe('a judgement as JUnit XML', () => {
  it('has a suite for each rule and a case for each finding', () => {
    expectGolden('mixed.xml', formatJudgement(mixedJudgement, 'junit', context));
  });

  it('has a passed case for a rule that found nothing', () => {
    expect(junit({ findings: [], verdict: 'pass' })).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="tollgate plan of dev" tests="2" failures="0" errors="0" skipped="0">',
        '  <testsuite name="iam/no-wildcard-actions" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase classname="iam/no-wildcard-actions" name="every resource"/>',
        '  </testsuite>',
        '  <testsuite name="naming/suffix" tests="1" failures="0" errors="0" skipped="0">',
        '    <testcase classname="naming/suffix" name="every resource"/>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });

  it('fails for what is undetermined at state, where it decides, and skips it before', () => {
    const findings = [aFinding({ status: 'undetermined', waitsFor: ['var.x'] })];
    expect(junit({ findings, stage: 'state' })).toContain('failures="1"');
    expect(junit({ findings, stage: 'plan' })).toContain('<skipped message="undetermined, waits for var.x: ');
  });

  it('lets no value be markup or a character that XML cannot hold', () => {
    const findings = [
      aFinding({
        message: '"/><failure>&]]>\u0000\uffff\ud800',
        address: '<a b="c">',
        remediation: '</failure>',
      }),
    ];

    const text = junit({ findings });

    expect(text.match(/<failure/g)).toHaveLength(1);
    expect(text.match(/<\/failure>/g)).toHaveLength(1);
    expect(text).toContain('message="&quot;/&gt;&lt;failure&gt;&amp;]]&gt;\\u{0}\ufffd\\u{d800}"');
    expect(text).toContain('name="&lt;a b=&quot;c&quot;&gt; › policy.Statement[0].Action[0]"');
  });
});
