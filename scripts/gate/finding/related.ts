import * as z from 'zod';
import { inOneLine } from '../../model/error';
import type { RelatedPlace } from '../../model/finding';
import { formatPath, type JsonValue } from '../../model/json';
import { GateError } from '../error';
import type { Subject } from '../system/scope';
import { redactText, secretsOf } from './sensitive';

/** By what a resource is found. */
export interface Where {
  readonly stack: string | null;
  readonly address: string;
}

export type SubjectAt = (where: Where) => Subject | undefined;

/** What a rule gives as `params.related`: the places that decide together with the one of the finding, in order. */
const relatedParam = z.array(
  z.strictObject({
    stack: z.string().nullable(),
    address: z.string(),
    path: z.array(z.union([z.string(), z.number()])),
    text: z.string(),
  }),
);

/** Joins the places a rule names with the constructs and lines that made them. */
export function relatedPlaces(
  param: JsonValue | undefined,
  rule: string,
  subjectAt: SubjectAt,
): RelatedPlace[] {
  const parsed = relatedParam.safeParse(param ?? []);
  if (!parsed.success) {
    const problems = inOneLine(z.prettifyError(parsed.error));
    throw new GateError(
      `the rule ${rule} gives related places that cannot be read (${problems}); params.related is a list of {stack, address, path, text}`,
    );
  }
  return parsed.data.map(({ stack, address, path, text }) => {
    const subject = subjectAt({ stack, address });
    const source = subject?.resource.source ?? null;
    return {
      message: redactText(text, subject === undefined ? [] : secretsOf(subject.resource)),
      stack,
      address,
      path: formatPath(path),
      constructPath: subject?.constructPath ?? null,
      source: source === null ? null : { file: source.file, line: source.line },
    };
  });
}
