import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { Resolver } from '../../../../scripts/gate/system/resolver';
import { synthesisOf } from '../support';

const synthesis = synthesisOf({ app: { locals: { a: 'x', list: ['x'] }, resource: { aws_q: { r: {} } } } });
const system = assembleSystem([{ kind: 'synthesis', synthesis }], null);

/** Resolves to the end, in a system of one queue with the locals `a` and `list`. */
export const full = new Resolver(system);
/** The same, and one that stops at resources. */
export const resolvers = { full, symbolic: new Resolver(system, { keepResources: true }) };
