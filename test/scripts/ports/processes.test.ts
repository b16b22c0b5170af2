import { Interrupted } from '../../../scripts/model/error';
import { createProcessRunner } from '../../../scripts/ports/processes';

const node = process.execPath;
const env = { PATH: process.env['PATH'] ?? '' };

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const script = (text: string) => ({ command: node, args: ['-e', text], env });

describe('the process port', () => {
  it('gives the output, the lines as they come and the exit code, without a shell', async () => {
    const lines: string[] = [];
    const result = await createProcessRunner().run({
      command: node,
      args: [
        '-e',
        'console.log(process.argv[1]); console.error("two"); process.exitCode = 3',
        '$(touch x); `y`',
      ],
      env,
      onLine: (stream, line) => lines.push(`${stream}: ${line}`),
    });

    expect(result).toEqual({ ended: 'exited', exitCode: 3, stdout: '$(touch x); `y`\n', stderr: 'two\n' });
    expect(lines.sort()).toEqual(['stderr: two', 'stdout: $(touch x); `y`']);
  });

  it('hands on no variable it was not given', async () => {
    const result = await createProcessRunner().run({
      ...script('console.log(Object.keys(process.env).sort().join())'),
      env: { ONLY: 'this' },
    });

    expect(result.stdout).toBe('ONLY\n');
  });

  it('rejects where the program does not exist, and harms nobody while stopping it', async () => {
    const processes = createProcessRunner();

    await expect(processes.run({ command: 'no-such-program', args: [], env })).rejects.toThrow(/ENOENT/);
    const never = processes.start({ command: 'no-such-program', args: [], env });
    await never.stop();
    await expect(never.exited).rejects.toThrow(/ENOENT/);
  });

  it('interrupts once and waits for a process that needs time to end', async () => {
    const processes = createProcessRunner();
    const running = processes.run({
      ...script(`
        let interrupts = 0;
        process.on('SIGINT', () => { interrupts += 1; setTimeout(() => { console.log('released', interrupts); process.exit(1); }, 200); });
        console.log('ready');
        setInterval(() => {}, 1000);
      `),
      onLine: (_, line) => {
        if (line === 'ready') void Promise.all([processes.interrupt(), processes.interrupt()]);
      },
    });

    expect(await running).toEqual({
      ended: 'interrupted',
      exitCode: 1,
      stdout: 'ready\nreleased 1\n',
      stderr: '',
    });
  });

  it('keeps a background process until what runs in the foreground has ended, and begins nothing new', async () => {
    const processes = createProcessRunner();
    const order: string[] = [];
    const background = processes.start(script('setInterval(() => {}, 1000)'));
    void background.exited.then(() => order.push('background'));
    const foreground = processes
      .run(
        script(
          "process.on('SIGINT', () => setTimeout(() => process.exit(0), 300)); setInterval(() => {}, 1000)",
        ),
      )
      .then(() => order.push('foreground'));
    await new Promise((resolve) => setTimeout(resolve, 300));

    await processes.interrupt();
    await foreground;

    expect(order).toEqual(['foreground', 'background']);
    await expect(processes.run(script(''))).rejects.toThrow(Interrupted);
  });

  it('ends a process that takes too long, by force where it does not listen, with all it started', async () => {
    const result = await createProcessRunner().run({
      ...script(`
        process.on('SIGINT', () => {});
        const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
        console.log(child.pid);
        setInterval(() => {}, 1000);
      `),
      timeoutMs: 500,
      graceMs: 300,
    });

    expect(result).toMatchObject({ ended: 'timed-out', exitCode: null });
    expect(alive(Number(result.stdout))).toBe(false);
  });

  it('leaves nothing behind when a background process is stopped, twice even', async () => {
    const running = createProcessRunner().start(script('setInterval(() => {}, 1000)'));

    await Promise.all([running.stop(), running.stop()]);

    expect(alive(running.pid)).toBe(false);
    expect((await running.exited).ended).toBe('interrupted');
  });
});
