import { error, notice, setOutput, warning } from '@actions/core';

/** One annotation on a file of a pull request. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title: string;
  readonly file?: string;
  readonly line?: number;
}

/** Speaks to GitHub Actions; the one place that knows `@actions/core`. */
export function annotate(annotation: Annotation): void {
  const { message, title, file, line } = annotation;
  const properties = {
    title,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { startLine: line }),
  };
  ({ error, warning, notice })[annotation.level](message, properties);
}

/** Sets an output of the current step. */
export function output(name: string, value: string): void {
  setOutput(name, value);
}
