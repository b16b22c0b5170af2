import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesLeft, tollgate, type CommandOptions, type CommandResult } from '../support/command-line';
import { describeWithTools } from '../support/requirements';

const minutes = 60_000;

describeWithTools(['terraform', 'moto'], 'npm start', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tollgate-start-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The whole path on the smallest platform that has everything the path is about, with an `out` of its own. */
  const start = (out: string, onLine?: CommandOptions['onLine']): Promise<CommandResult> =>
    tollgate(
      [
        'start',
        ...['--environment', 'dev', '--app', 'test/fixtures/small-platform/main.ts'],
        ...['--out', join(folder, out)],
      ],
      {
        temporary: folder,
        ...(onLine === undefined ? {} : { onLine }),
      },
    );

  it(
    'carries a change from TypeScript to nothing left, says each verdict in its order, and leaves a page',
    async () => {
      const { code, stdout, stderr } = await start('whole');

      expect({ code, stdout: stdout.split('\n') }).toEqual({
        code: 0,
        stdout: [
          'dev: all stacks of test/fixtures/small-platform/main.ts through the whole path, on an emulated AWS on this machine',
          `pass: ${join(folder, 'whole/index.html')}`,
          '',
        ],
      });
      // plain lines: nothing moves where there is no terminal
      expect(stderr).not.toMatch(/[\r\u001b]/);
      const time = String.raw`(\d+ min )?\d+(\.\d)? s`;
      const steps = [
        'synth: limits, reporter',
        String.raw`gate on synth: pass: \d+ rules on 3 resources`,
        'plan: limits: 1 change; deferred: reporter reads from limits, which has not been applied yet',
        String.raw`gate on plan: pass: \d+ rules on 3 resources`,
        String.raw`review: comment created on payments/platform#1, \d+ bytes`,
        'apply: limits: applied; reporter: applied',
        String.raw`gate on state: pass: \d+ rules on 3 resources`,
        String.raw`re-plan is empty: nothing to do \(\d+ known infidelities of the emulator\)`,
        'an edit behind terraform is found: the policy payments-reporter-dev was given Action .*',
        'destroy: reporter, limits',
        String.raw`nothing is left: \d+ AWS calls, all known; nothing with the suffix dev remains`,
      ];
      const ended = stderr
        .split('\n\n')[0]!
        .split('\n')
        .filter((line) => !line.startsWith('…'));
      expect(ended).toEqual(
        steps.map((step) => expect.stringMatching(new RegExp(`^✔ ${step} ${time}$`)) as unknown),
      );

      const page = readFileSync(join(folder, 'whole/index.html'), 'utf8');
      // nothing is loaded from anywhere: no address in an attribute but that of a place on the page or a link to read on
      expect(page).not.toMatch(/<(script|link|img|iframe|object)\b|\bsrc=|url\((?!#)|@import/);
      expect(page).toContain("default-src 'none'");
      expect([...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id)).toEqual([
        'findings',
        'stacks',
        'plan',
        'review',
        'timing',
        'aws',
      ]);
      const part = (id: string): string =>
        page.split(`<section id="${id}">`)[1]?.split('</section>')[0] ?? '';
      expect(part('findings')).toContain('Nothing found.');
      expect(part('stacks')).toMatch(/<svg[\s\S]*limits[\s\S]*reporter[\s\S]*<\/svg>/);
      expect(part('plan')).toMatch(
        /aws_ssm_parameter\.Reports.*test\/fixtures\/small-platform\/main\.ts:\d+/,
      );
      expect(part('review')).toContain('passes the gate');
      for (const step of ['synth', 'gate on plan', 'apply', 'destroy', 'nothing is left']) {
        expect(part('timing')).toContain(`<span class="step">${step}<`);
      }
      expect(processesLeft(folder)).toEqual([]);
    },
    6 * minutes,
  );

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 130 and leaves nothing running where %s comes in the middle of apply',
    async (name) => {
      const during = { applying: false };
      const { code, stderr } = await start(name, (line, signal) => {
        if (!line.includes('… apply')) return;
        const watch = setInterval(() => {
          during.applying = processesLeft(folder).some((command) => command.includes('terraform apply'));
          if (!during.applying) return;
          clearInterval(watch);
          signal(name);
        }, 100);
      });

      expect({ code, ...during }).toEqual({ code: 130, applying: true });
      expect(stderr).toMatch(
        /\nerror: terraform apply was interrupted in [^\n]* and has released its lock[^\n]*\n$/,
      );
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(processesLeft(folder)).toEqual([]);
      // the page says how far it came
      expect(readFileSync(join(folder, name, 'index.html'), 'utf8')).toMatch(/class="step">apply[\s\S]*✗/);
    },
    3 * minutes,
  );
});
