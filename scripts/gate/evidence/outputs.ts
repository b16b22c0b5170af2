import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { PlanEvidence, StateEvidence } from './evidence';
import { fieldOf, objectAt } from './fields';

/** Whether an output, as written or as terraform shows it, is not for everybody to see. */
export function isSensitive(output: JsonValue): boolean {
  return isJsonObject(output) && fieldOf(output, 'sensitive') === true;
}

/** The values of the outputs of a plan or state, by name, without those that are sensitive or not known yet. */
export function knownOutputs(evidence: PlanEvidence | StateEvidence): JsonObject {
  return Object.fromEntries(
    Object.entries(shownOutputs(evidence)).flatMap(([name, output]): [string, JsonValue][] => {
      const value = isJsonObject(output) && !isSensitive(output) ? fieldOf(output, 'value') : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function shownOutputs(evidence: PlanEvidence | StateEvidence): JsonObject {
  if (evidence.kind === 'plan') return objectAt(objectAt(evidence.plan, 'planned_values'), 'outputs');
  return evidence.form === 'file'
    ? objectAt(evidence.state, 'outputs')
    : objectAt(objectAt(evidence.state, 'values'), 'outputs');
}
