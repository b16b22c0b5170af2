import { renderReview } from '../../../../scripts/report/review/render-review';
import { aFinding, aJudgement } from '../judgement-fixture';
import { expectGolden } from '../golden';
import {
  attribute,
  change,
  eventfulInput,
  hostileInput,
  hugeInput,
  planned,
  quietInput,
} from './review-fixture';

describe('renderReview', () => {
  it.each([
    { name: 'review-eventful.md', input: eventfulInput },
    { name: 'review-quiet.md', input: quietInput },
    { name: 'review-hostile.md', input: hostileInput },
  ])('writes $name', ({ name, input }) => {
    const review = renderReview(input);

    expectGolden(name, review.body);
    expect(review).toMatchObject({ kind: 'review', detail: 'full', omitted: 0 });
  });

  it('lists what is waived apart from what decides, with who answers for it until when', () => {
    const waiver = {
      environments: ['dev'],
      owner: 'platform',
      reason: 'until the new VPN',
      ticket: 'PAY-77',
      expires: '2026-12-01',
    };
    const judgements = [
      aJudgement({
        findings: [aFinding({ id: 'a' }), aFinding({ id: 'b', rule: 'network/public-ingress', waiver })],
      }),
    ];

    const review = renderReview({ ...quietInput, judgements });

    expect(review.body).toContain('Findings: 1 failure');
    expect(review.body).toMatch(/### 🔕 Waived: 1\n\n- .*`network\/public-ingress`/);
    expect(review.body).toContain('Waived until 2026-12-01 by platform (PAY-77): until the new VPN');
  });

  it('starts with the marker of its environment', () => {
    expect(renderReview(quietInput)).toMatchObject({
      marker: '<!-- tollgate:review environment=dev -->',
      body: expect.stringMatching(/^<!-- tollgate:review environment=dev -->\n/) as unknown,
    });
  });

  it('counts what it leaves out exactly, and leaves out nothing that must be said', () => {
    const review = renderReview(hugeInput);

    if (review.kind !== 'review') throw new Error('refused');
    const named = new Set(review.body.match(/aws_ssm_parameter\.setting_\d{4}/g));
    expect(review.detail).toBe('counts');
    expect(named.size + review.omitted).toBe(2500);
    expect(review.body).toContain(`**${review.omitted.toLocaleString('en')} resources omitted**`);
    expect(review.body).toContain('- hash_key = "id"');
  });

  it.each([
    { limit: 65_536, detail: 'full' },
    { limit: 3_300, detail: 'attributes' },
    { limit: 2_900, detail: 'resources' },
    { limit: 2_450, detail: 'counts' },
  ])('says $detail in $limit bytes', ({ limit, detail }) => {
    const review = renderReview(eventfulInput, limit);

    expect(review).toMatchObject({ kind: 'review', detail });
  });

  it('never takes a byte more than it may, whatever the limit', () => {
    const limits = Array.from({ length: 1300 }, (_each, index) => 1000 + 2 * index);

    const over = limits.filter((limit) => {
      const review = renderReview(eventfulInput, limit);
      return review.kind === 'review' && Buffer.byteLength(review.body) > limit;
    });

    expect(over).toEqual([]);
  });

  it('refuses where even the shortest form does not fit, and says so', () => {
    const input = {
      ...eventfulInput,
      stacks: [
        planned(
          'bulk',
          Array.from({ length: 3000 }, (_each, index) =>
            change(`aws_s3_bucket.bucket_${index}_long`, { action: 'delete' }),
          ),
        ),
      ],
    };

    const review = renderReview(input);

    expect(review).toMatchObject({ kind: 'too-large', limit: 65_536 });
    expect(review.kind === 'too-large' && review.bytesNeeded).toBeGreaterThan(65_536);
    expect(review.body).toContain('The pipeline stops here');
    expect(review.body.startsWith(`${review.marker}\n`)).toBe(true);
  });

  it('never prints the value of a sensitive attribute', () => {
    const secret = attribute('password', {
      before: 'hunter-one',
      after: 'hunter-two',
      sensitive: true,
      forcesReplacement: true,
    });
    const input = {
      ...quietInput,
      stacks: [
        planned('data', [
          change('aws_db_instance.main', { action: 'replace', attributes: [secret] }),
          change('aws_iam_user_login_profile.a', { action: 'update', attributes: [secret] }),
        ]),
      ],
    };

    const { body } = renderReview(input);

    expect(body).toContain('! password = (sensitive value)  # forces replacement');
    expect(body).not.toContain('hunter');
  });

  it('shows a finding of both stages once, as the plan puts it', () => {
    const input = {
      ...quietInput,
      judgements: [
        aJudgement({ stage: 'plan', findings: [aFinding({ message: 'known now' })] }),
        aJudgement({
          stage: 'synth',
          findings: [aFinding({ status: 'undetermined', message: 'not known yet' })],
        }),
      ],
    };

    const { body } = renderReview(input);

    expect(body).toContain('known now');
    expect(body).not.toContain('not known yet');
  });

  it('does not call a finding answered where the plan did not judge its stack', () => {
    const waiting = aFinding({ status: 'undetermined', stack: 'payments-web' });
    const input = {
      ...quietInput,
      judgements: [aJudgement({ stage: 'synth', findings: [waiting] }), aJudgement({ findings: [] })],
    };

    expect(renderReview(input).body).toContain('### 🔎 Findings: 1 undetermined');
  });

  it('says that a review without a stored record cannot be applied', () => {
    expect(renderReview({ ...quietInput, record: null }).body).toContain(
      'no record: this review cannot be applied',
    );
  });
});
