import type { HttpResponse, NamedCall } from '../aws-call';
import { errorResponse, jsonResponse } from '../error-response';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import { gapOf, type Forward, type Handler, type MakeGap } from './gap';

const vaultPath = (call: NamedCall): string =>
  `/backup-vaults/${encodeURIComponent(call.labels['backupVaultName'] ?? '')}`;

/**
 * AWS Backup: what a plan selects, and the policy, the notifications and the (always empty) recovery points of a vault.
 * Plans, vaults and tags are moto's.
 */
export const makeBackupGap: MakeGap = (account) => {
  const selections = new Map<string, { plan: string; selection: JsonValue; createdAt: number }>();
  const policies = new Map<string, JsonValue>();
  const notifications = new Map<string, JsonObject>();
  let made = 0;

  const vaultArn = (call: NamedCall): string =>
    `arn:aws:backup:${call.region}:${account}:backup-vault:${call.labels['backupVaultName'] ?? ''}`;

  /** AWS answers for a vault that is not there before it looks at what the call asks of it. */
  const ofVault =
    (handler: (call: NamedCall, vault: string) => HttpResponse): Handler =>
    async (call, forward) => {
      const vault = await forward({ method: 'GET', target: vaultPath(call), body: Buffer.alloc(0) });
      return vault.status === 200 ? handler(call, call.labels['backupVaultName'] ?? '') : vault;
    };

  const selectionOf = (call: NamedCall) => {
    const found = selections.get(call.labels['selectionId'] ?? '');
    return found?.plan === call.labels['backupPlanId'] ? found : undefined;
  };

  return gapOf(
    'backup',
    {
      CreateBackupSelection: async (call, forward) => {
        const plan = call.labels['backupPlanId'] ?? '';
        const known = await planAnswer(plan, forward);
        if (known.status !== 200) return known;
        made += 1;
        const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
        selections.set(id, { plan, selection: call.parameters['BackupSelection'] ?? {}, createdAt: made });
        return jsonResponse({ SelectionId: id, BackupPlanId: plan, CreationDate: made });
      },
      GetBackupSelection: (call) => {
        const found = selectionOf(call);
        if (found === undefined)
          return notFound(`the backup selection ${call.labels['selectionId'] ?? ''} does not exist`);
        return jsonResponse({
          BackupPlanId: found.plan,
          SelectionId: call.labels['selectionId'],
          BackupSelection: found.selection,
          CreationDate: found.createdAt,
        });
      },
      ListBackupSelections: (call) =>
        jsonResponse({
          BackupSelectionsList: [...selections]
            .filter(([, { plan }]) => plan === call.labels['backupPlanId'])
            .map(([SelectionId, { plan }]) => ({ SelectionId, BackupPlanId: plan })),
        }),
      DeleteBackupSelection: (call) => {
        if (selectionOf(call) === undefined) return notFound('the backup selection does not exist');
        selections.delete(call.labels['selectionId'] ?? '');
        return jsonResponse({});
      },
      PutBackupVaultAccessPolicy: ofVault((call, vault) => {
        policies.set(vault, call.parameters['Policy'] ?? '');
        return jsonResponse({});
      }),
      GetBackupVaultAccessPolicy: ofVault((call, vault) => {
        const policy = policies.get(vault);
        if (policy === undefined) return notFound(`the vault ${vault} has no access policy`);
        return jsonResponse({ BackupVaultName: vault, BackupVaultArn: vaultArn(call), Policy: policy });
      }),
      DeleteBackupVaultAccessPolicy: ofVault((_call, vault) => {
        policies.delete(vault);
        return jsonResponse({});
      }),
      PutBackupVaultNotifications: ofVault((call, vault) => {
        notifications.set(vault, call.parameters);
        return jsonResponse({});
      }),
      GetBackupVaultNotifications: ofVault((call, vault) => {
        const found = notifications.get(vault);
        if (found === undefined) return notFound(`the vault ${vault} has no notifications`);
        return jsonResponse({ ...found, BackupVaultName: vault, BackupVaultArn: vaultArn(call) });
      }),
      DeleteBackupVaultNotifications: ofVault((_call, vault) => {
        notifications.delete(vault);
        return jsonResponse({});
      }),
      ListRecoveryPointsByBackupVault: ofVault(() => jsonResponse({ RecoveryPoints: [] })),
      DeleteBackupVault: (call, forward) => {
        policies.delete(call.labels['backupVaultName'] ?? '');
        notifications.delete(call.labels['backupVaultName'] ?? '');
        return forward();
      },
      // moto takes the ARN from the last but one segment, which is right only with a slash at the end
      ListTags: (call, forward) => {
        const [path = '', query] = call.request.target.split('?');
        const slashed = path.endsWith('/') ? path : `${path}/`;
        return forward({ target: query === undefined ? slashed : `${slashed}?${query}` });
      },
    },
    () => [...selections.values()].map(({ selection }) => `selection ${nameIn(selection)}`),
  );
};

function planAnswer(plan: string, forward: Forward): Promise<HttpResponse> {
  return forward({ method: 'GET', target: `/backup/plans/${plan}/`, body: Buffer.alloc(0) });
}

function nameIn(selection: JsonValue): string {
  const name = isJsonObject(selection) ? selection['SelectionName'] : undefined;
  return typeof name === 'string' ? name : '';
}

function notFound(message: string): HttpResponse {
  return errorResponse('rest-json', 'ResourceNotFoundException', message, 400);
}
