import { renderRunReport } from '../../../../scripts/report/run-report/render-run-report';
import { renderReview } from '../../../../scripts/report/review/render-review';
import { hostileInput } from '../review/review-fixture';
import { eventfulRun } from './run-report-fixture';

const hostileRun = {
  ...eventfulRun,
  title: '</title><script>alert(1)</script>',
  review: renderReview(hostileInput),
  judgements: hostileInput.judgements,
  stacks: hostileInput.stacks,
  dependencies: hostileInput.stacks.map(({ stack }) => ({ stack, dependsOn: ['"><script>'] })),
  readSource: () => 'a\nb\n</code></pre><script>alert(1)</script>\u202e\n',
  steps: [
    { name: '<img src=x>', outcome: 'failed' as const, startedMs: 0, durationMs: 5, detail: '" onload="x' },
  ],
  awsCalls: [{ service: '<b>', calls: 1, errors: 1 }],
};

/** Tags that were opened and not closed, or closed and not opened. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  const complaints: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][\w-]*)(?:\s[^<>]*)?>/g)) {
    if (['meta', 'br', 'hr', 'rect', 'path'].includes(name)) continue;
    if (slash === '') open.push(name);
    else if (open.at(-1) === name) open.pop();
    else complaints.push(`</${name}> closes ${open.at(-1) ?? 'nothing'}`);
  }
  return [...complaints, ...open];
}

describe('renderRunReport', () => {
  it.each([
    { what: 'an ordinary run', run: eventfulRun },
    { what: 'a run whose names and values are hostile', run: hostileRun },
  ])('needs nothing from outside and runs nothing, for $what', ({ run }) => {
    const html = renderRunReport(run).replaceAll(/<path[^>]*\/>/g, '');

    expect(unbalanced(html)).toEqual([]);
    expect(html).not.toMatch(/<(script|img|link|iframe|object|base|form)\b/);
    expect(html.match(/<[^>]*\son\w+=[^>]*>/g)).toBeNull();
    expect(html.match(/(?:href|src)="(?!#)[^"]*"/g)).toBeNull();
    expect(html).not.toMatch(/url\((?!#)|@import/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toContain('\u202e');
  });

  it('shows the offending line of a finding', () => {
    expect(renderRunReport(eventfulRun)).toContain(
      '<span class="line offending"><span class="number">4</span>  new IamRolePolicy(scope, &#39;Policy&#39;, {</span>',
    );
  });

  it('has no part for what was not counted or not rendered', () => {
    const {
      title,
      environment,
      suffix,
      verdict,
      steps,
      judgements,
      stacks,
      dependencies,
      readSource,
      versions,
    } = eventfulRun;

    const html = renderRunReport({
      title,
      environment,
      suffix,
      verdict,
      steps,
      judgements,
      stacks,
      dependencies,
      readSource,
      versions,
      review: null,
    });

    expect(html).not.toContain('id="aws"');
    expect(html).not.toContain('id="review"');
  });

  it('is a page also where nothing happened at all', () => {
    const html = renderRunReport({
      title: 'nothing',
      environment: 'dev',
      suffix: 'dev',
      verdict: 'pass',
      steps: [],
      review: null,
      judgements: [],
      stacks: [],
      dependencies: [],
      readSource: () => null,
      versions: {},
    });

    expect(unbalanced(html.replaceAll(/<path[^>]*\/>/g, ''))).toEqual([]);
    expect(html).not.toMatch(/NaN|Infinity|undefined</);
  });
});
