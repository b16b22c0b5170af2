import { jsonResponse } from '../error-response';
import { gapOf, type MakeGap } from './gap';

/**
 * Step Functions. The provider asks for a validation at every plan; moto knows neither it nor versions, which only a
 * published state machine has.
 */
export const makeStatesGap: MakeGap = () =>
  gapOf('states', {
    ListStateMachineVersions: () => jsonResponse({ stateMachineVersions: [] }),
    ValidateStateMachineDefinition: (call) => {
      const diagnostics = diagnose(call.parameters['definition']);
      return jsonResponse({
        result: diagnostics.length === 0 ? 'OK' : 'FAIL',
        diagnostics,
        truncated: false,
      });
    },
  });

/** Only whether the definition is JSON with a start; AWS checks every state. */
function diagnose(definition: unknown): { severity: string; code: string; message: string }[] {
  const problem = (code: string, message: string) => [{ severity: 'ERROR', code, message }];
  if (typeof definition !== 'string') return problem('MISSING_DEFINITION', 'there is no definition');
  try {
    const machine = JSON.parse(definition) as { StartAt?: string; States?: Record<string, unknown> } | null;
    const start = machine?.StartAt;
    if (start === undefined || machine?.States?.[start] === undefined) {
      return problem('MISSING_TRANSITION_TARGET', 'StartAt names no state of States');
    }
    return [];
  } catch {
    return problem('INVALID_JSON_DESCRIPTION', 'the definition is not JSON');
  }
}
