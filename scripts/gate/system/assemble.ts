import type { Synthesis } from '../../model/synthesis';
import { GateError } from '../error';
import type { ConfigurationEvidence, Evidence, PlanEvidence, StateEvidence } from '../evidence/evidence';
import { noExpressions, type Expressions } from '../expression/syntax';
import { configurationScope } from './configuration-scope';
import { matchStack } from './match-stack';
import { knownResources, promotedScope } from './promoted-scope';
import type { Scope, System } from './scope';

/**
 * Puts all evidence together as one system. A plan or state is joined to the synthesized stack it came from; a stack of
 * `config` that no plan or state is of can be referred to and is not judged.
 *
 * @param expressions the calls of jsonencode in it, parsed; one that is not there counts as not known
 * @throws GateError where a plan or state fits no stack, or two of them the same
 */
export function assembleSystem(
  evidence: readonly Evidence[],
  config: Synthesis | null,
  expressions: Expressions = noExpressions,
): System {
  const severalOf = (kind: Evidence['kind'][]): boolean =>
    evidence.filter((one) => one.kind !== 'synthesis' && kind.includes(one.kind) && one.stack === null)
      .length > 1;
  const isOneOfMany = severalOf(['configuration']);
  const written = evidence.flatMap((one) => writtenScopes(one, isOneOfMany, expressions));
  const context = config === null ? [] : synthesisScopes(config, expressions);
  const templates = [...written, ...context];
  refuseTwins(templates, 'are configurations of');
  const promoted = evidence
    .filter((one): one is PlanEvidence | StateEvidence => one.kind === 'plan' || one.kind === 'state')
    .map((one) => promote(one, templates, severalOf(['plan', 'state'])));
  refuseTwins(promoted, 'are both of');
  const replaced = new Set(promoted.map(({ stack }) => stack));
  const untouched = templates.filter(({ stack }) => !replaced.has(stack));
  const judgedScopes = [...promoted, ...written.filter((scope) => untouched.includes(scope))];
  return {
    scopes: [...promoted, ...untouched],
    judged: judgedScopes.flatMap((scope) => [...scope.subjects.values()].flat()),
    configurations: judgedScopes.map(({ blocks }) => blocks),
    exports: judgedScopes.map(({ stack, exports }) => ({ stack, exports })),
  };
}

function writtenScopes(evidence: Evidence, isOneOfMany: boolean, expressions: Expressions): Scope[] {
  if (evidence.kind === 'synthesis') return synthesisScopes(evidence.synthesis, expressions);
  return evidence.kind === 'configuration' ? [plainScope(evidence, isOneOfMany, expressions)] : [];
}

function synthesisScopes(synthesis: Synthesis, expressions: Expressions): Scope[] {
  return synthesis.stacks.map((stack) =>
    configurationScope({
      stack: stack.id,
      origin: stack.directory,
      terraform: stack.terraform,
      synthesized: stack,
      neighbours: synthesis.stacks,
      expressions,
    }),
  );
}

/** Several nameless systems are told apart by where they were read from. */
function nameOr(stack: string | null, origin: string, isOneOfMany: boolean): string | null {
  return stack ?? (isOneOfMany ? origin : null);
}

function plainScope(
  { stack, origin, terraform }: ConfigurationEvidence,
  isOneOfMany: boolean,
  expressions: Expressions,
): Scope {
  return configurationScope({
    stack: nameOr(stack, origin, isOneOfMany),
    origin,
    terraform,
    synthesized: null,
    neighbours: [],
    expressions,
  });
}

function promote(
  evidence: PlanEvidence | StateEvidence,
  templates: readonly Scope[],
  isOneOfMany: boolean,
): Scope {
  if (templates.length === 0) {
    return promotedScope(evidence, nameOr(evidence.stack, evidence.origin, isOneOfMany), null);
  }
  const named = templates.find(({ stack }) => stack !== null && stack === evidence.stack);
  if (evidence.stack !== null && named === undefined) {
    throw new GateError(
      `${evidence.origin} is of the stack ${evidence.stack}, which the configuration does not have; give the cdktf.out it was planned from`,
    );
  }
  const template = named ?? matchStack(knownResources(evidence, null), templates, evidence.origin);
  return promotedScope(evidence, template.stack, template);
}

function refuseTwins(scopes: readonly Scope[], what: string): void {
  const first = new Map<string | null, Scope>();
  for (const scope of scopes) {
    const twin = first.get(scope.stack);
    if (twin !== undefined) {
      throw new GateError(
        `${twin.origin} and ${scope.origin} ${what} ${scope.stack ?? 'one nameless stack'}; give each stack once`,
      );
    }
    first.set(scope.stack, scope);
  }
}
