/**
 * Something the set-up cannot have: one sentence that says what and why, and the command that would fix it.
 * Problems are collected and told together; anything else that is thrown is a defect of the set-up itself.
 */
export class Problem extends Error {
  constructor(what, fix, options) {
    super(what, options);
    this.name = 'Problem';
    this.fix = fix;
  }
}

/** The sentence for people: what is wrong, then what to do. */
export function describeProblem(problem) {
  return `${problem.message.trim().replace(/\.$/, '')}. To fix it: ${problem.fix}`;
}
