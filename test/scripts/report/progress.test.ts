import { createProgress } from '../../../scripts/report/progress';

/** A clock, an output and a timer that a test moves by hand. */
function atHand(isTerminal: boolean) {
  const written: string[] = [];
  let now = 0;
  let tick: (() => void) | null = null;
  const progress = createProgress(
    {
      isTerminal,
      write: () => {
        throw new Error('progress is no result');
      },
      notice: (text) => written.push(text),
    },
    { now: () => new Date(0), monotonic: () => now },
    (_every, action) => {
      tick = action;
      return () => {
        tick = null;
      };
    },
  );
  return {
    progress,
    written,
    isTicking: () => tick !== null,
    pass: (milliseconds: number) => {
      now += milliseconds;
      tick?.();
    },
  };
}

describe('createProgress without a terminal', () => {
  it('writes two plain lines a step and a table at the end', () => {
    const { progress, written, pass, isTicking } = atHand(false);

    const synth = progress.step('synth');
    pass(1500);
    synth.update('6 of 7 stacks');
    synth.succeed('7 stacks');
    const plan = progress.step('plan payments-api');
    pass(63_000);
    plan.fail('exit code 1\u001b[31m');
    progress.finish();

    expect(isTicking()).toBe(false);
    expect(written.join('')).toBe(
      [
        '… synth',
        '✔ synth: 7 stacks 1.5 s',
        '… plan payments-api',
        '✖ plan payments-api: exit code 1\\u{1b}[31m 1 min 03 s',
        '',
        '✔ synth                   1.5 s  7 stacks',
        '✖ plan payments-api  1 min 03 s  exit code 1\\u{1b}[31m',
        '',
      ].join('\n'),
    );
  });
});

describe('createProgress on a terminal', () => {
  it('keeps one line moving and leaves one line behind', () => {
    const { progress, written, pass, isTicking } = atHand(true);

    const step = progress.step('plan');
    pass(100);
    step.update('42 resources');
    step.succeed('no changes');

    expect(isTicking()).toBe(false);
    expect(written).toEqual([
      '\r\u001b[2K⠋ plan 0.0 s',
      '\r\u001b[2K⠙ plan 0.1 s',
      '\r\u001b[2K⠙ plan: 42 resources 0.1 s',
      '\r\u001b[2K✔ plan: no changes 0.1 s\n',
    ]);
  });

  it('shows the latest of several steps and says that there are more', () => {
    const { progress, written, isTicking } = atHand(true);

    const first = progress.step('plan a');
    progress.step('plan b').succeed();
    first.fail('lock held');

    expect(written).toEqual([
      '\r\u001b[2K⠋ plan a 0.0 s',
      '\r\u001b[2K⠋ plan b 0.0 s (and 1 more)',
      '\r\u001b[2K✔ plan b 0.0 s\n',
      '\r\u001b[2K⠋ plan a 0.0 s',
      '\r\u001b[2K✖ plan a: lock held 0.0 s\n',
    ]);
    expect(isTicking()).toBe(false);
  });

  it('ends a step once', () => {
    const { progress, pass } = atHand(true);

    const step = progress.step('apply');
    pass(200);
    step.fail('denied');
    pass(200);
    step.succeed('done');
    step.update('again');

    expect(progress.summary()).toEqual([
      { name: 'apply', outcome: 'failed', detail: 'denied', startedMs: 0, durationMs: 200 },
    ]);
  });

  it('says of a step that never ended that it did not', () => {
    const { progress, written, isTicking } = atHand(true);

    progress.step('apply');
    progress.finish();

    expect(written.at(-1)).toBe('\r\u001b[2K\n… apply  0.0 s  did not end\n');
    expect(isTicking()).toBe(false);
  });
});
