/** One set-up at a time in a checkout: `npm start` and `npm test` may be started together. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Takes the lock, waiting for a set-up that is under way; returns the function that gives it back. */
export async function takeSetUpLock(root, say) {
  const file = join(root, '.cache', 'setup.lock');
  mkdirSync(join(root, '.cache'), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder === null) {
      rmSync(file, { force: true }); // left behind by a set-up that was killed
      continue;
    }
    if (!told) say(`waiting for the set-up that process ${holder} is doing`);
    told = true;
    await sleep(250);
  }
}

/** The process that holds the lock, or null where it is gone. */
function holderOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : null;
  }
}
