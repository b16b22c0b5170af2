import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../../scripts/emulator/emulator';
import { EmulatorError } from '../../../scripts/emulator/error';
import { systemClock } from '../../../scripts/ports/clock';
import { isAlive, watchedProcesses } from './running-emulator';

describe('startEmulator with a moto_server that does not work', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'broken-moto-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A Python environment whose moto_server is a shell script. */
  function motoServer(script: string): string {
    mkdirSync(join(folder, 'lib/python3.11/site-packages/botocore/data'), { recursive: true });
    mkdirSync(join(folder, 'bin'), { recursive: true });
    const file = join(folder, 'bin/moto_server');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  function start(server: string, limitMs = 5_000) {
    const { processes, pids } = watchedProcesses();
    const options = {
      motoServer: server,
      directory: join(folder, 'log'),
      env: { PATH: '/usr/bin:/bin' },
      limitMs,
    };
    return { started: startEmulator(options, { processes, clock: systemClock }), pids };
  }

  it('quotes the end of its log where it dies', async () => {
    const { started } = start(motoServer('echo "ModuleNotFoundError: flask" >&2\nexit 3'));
    await expect(started).rejects.toThrow(
      /moto_server ended with exit code 3, its log ends with: ModuleNotFoundError: flask; check that moto\[server\] 5\.2\.5 is installed beside it$/,
    );
    await expect(started).rejects.toBeInstanceOf(EmulatorError);
  });

  it('stops it where it never listens', async () => {
    const { started, pids } = start(motoServer('exec sleep 60'), 300);
    await expect(started).rejects.toThrow(
      /did not listen within 0\.3 s without a word; try again, or read .*moto\.log$/,
    );
    expect(pids.map(isAlive)).toEqual([false]);
  });

  it('says so where there is none', async () => {
    const { started } = start(join(folder, 'bin/moto_server'));
    await expect(started).rejects.toThrow(/^there is no moto_server at .*; install moto\[server\] 5\.2\.5/);
  });

  it('says so where its environment has no service models', async () => {
    const server = motoServer('exit 0');
    rmSync(join(folder, 'lib'), { recursive: true });
    await expect(start(server).started).rejects.toThrow(
      /has no botocore, from which the emulator takes the names/,
    );
  });
});
