import type { DriftEntry } from '../../drift/triage';
import type { ResourceChange } from '../../model/change';
import { loadOutcome } from '../../record/store';
import type { Deployment } from '../deploy/deployment';
import { readFunctions } from './release';

const versionAttribute = 'function_version';

/**
 * Aliases that lead to another version than the last apply of this synthesis has recorded. Where it recorded none, nobody
 * can say where they should lead, and there is nothing to compare.
 */
export async function findMovedAliases(deployment: Deployment): Promise<readonly DriftEntry[]> {
  const { environment, synthesis, store, ports } = deployment;
  const outcome = await loadOutcome(environment.suffix, synthesis.digest, store);
  const entries: DriftEntry[] = [];
  for (const [id, release] of Object.entries(outcome?.releases ?? {})) {
    const stack = synthesis.stacks.find((candidate) => candidate.id === id);
    const published = await readFunctions(deployment, id);
    if (stack === undefined || published === null) continue;
    const functions = ports.openFunctions(environment.region);
    for (const { functionName, alias, version } of release.aliases) {
      const address = published.aliases.find(
        (each) => each.functionName === functionName && each.alias === alias,
      )?.address;
      // an alias that is gone is found by terraform itself
      const present = await functions.aliasVersion(functionName, alias);
      if (address === undefined || present === null || present === version) continue;
      const change: ResourceChange = {
        stack: id,
        address,
        type: 'aws_lambda_alias',
        mode: 'managed',
        action: 'update',
        source: stack.sources[address] ?? null,
        attributes: [
          {
            path: [versionAttribute],
            before: version,
            after: present,
            known: true,
            sensitive: false,
            forcesReplacement: false,
          },
        ],
      };
      entries.push({ kind: 'moved', stack: id, address, change, severity: null });
    }
  }
  return entries;
}
