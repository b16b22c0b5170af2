import MarkdownIt from 'markdown-it';
import { formatJudgement } from '../../../scripts/report/format-judgement';
import { expectGolden } from './golden';
import { aFinding, aJudgement, mixedJudgement } from './judgement-fixture';

const context = { readSource: () => null, toolVersion: '0.1.0' };

describe('a judgement as Markdown', () => {
  it('is a table of findings under the verdict', () => {
    expectGolden('mixed.md', formatJudgement(mixedJudgement, 'markdown', context));
  });

  it('says in two lines that nothing was found', () => {
    expect(formatJudgement(aJudgement({ verdict: 'pass', findings: [] }), 'markdown', context)).toBe(
      '## ✅ The gate says pass at plan of `dev`\n\nNothing found. 2 rules judged 41 resources in 2 stacks.\n',
    );
  });

  it('keeps six cells in a row whatever a finding holds', () => {
    const hostile = aFinding({
      message: 'a | b\n| c | <script> @octocat',
      remediation: '\\| |',
      address: 'x["|`|"]',
      path: '|',
      waitsFor: ['|', '`|`'],
      source: { file: '|.ts', line: 1 },
    });

    const html = new MarkdownIt({ html: true }).render(
      formatJudgement(aJudgement({ findings: [hostile] }), 'markdown', context),
    );

    expect(html.match(/<td>/g)).toHaveLength(6);
    expect(html).not.toContain('<script>');
    expect(html.replaceAll(/<code>[^]*?<\/code>/g, '')).not.toContain('@octocat');
  });
});
