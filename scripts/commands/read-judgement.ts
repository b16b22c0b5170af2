import { existsSync, readFileSync } from 'node:fs';
import { InputError } from '../model/error';
import { judgementSchema, type Judgement } from '../model/finding';

/** Reads a judgement that `npm run gate -- --format json` wrote. */
export function readJudgement(file: string): Judgement {
  if (!existsSync(file)) {
    throw new InputError(
      `there is no ${file}; write it with npm run gate -- PATH --format json --out ${file}`,
    );
  }
  try {
    return judgementSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new InputError(
      `${file} is not a judgement of this version of the gate; write it with npm run gate -- PATH --format json --out ${file}`,
      { cause },
    );
  }
}
