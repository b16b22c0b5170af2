import { sha256, type Digest } from '../model/digest';
import { inOneLine, reasonOf } from '../model/error';
import type { ObjectStore, Signer } from '../model/ports';
import { openRecord, sealRecord } from './envelope';
import { RecordError } from './error';
import { outcomeSchema, type StoredOutcome } from './outcome';
import type { ReviewRecord } from './record';

/** `<suffix>/records/<synth digest>/`: found by what was synthesized, so that a squash merge finds it too. */
function folder(suffix: string, synthDigest: Digest): string {
  return `${suffix}/records/${synthDigest.replace('sha256:', '')}`;
}

/** Stores the signed record and the plan files it speaks of; the record last, so that it never names a missing file. */
export async function storeRecord(
  record: ReviewRecord,
  planFiles: ReadonlyMap<string, Uint8Array>,
  store: ObjectStore,
  signer: Signer,
): Promise<Digest> {
  const place = folder(record.suffix, record.synthDigest);
  for (const [stack, bytes] of planFiles) await store.put(`${place}/${stack}.tfplan`, bytes);
  const sealed = await sealRecord(record, signer);
  await store.put(`${place}/record.json`, sealed);
  return sha256(sealed);
}

/** The record of what was synthesized, its signature checked; null where nobody planned it. */
export async function loadRecord(
  suffix: string,
  synthDigest: Digest,
  store: ObjectStore,
  signer: Signer,
): Promise<ReviewRecord | null> {
  const key = `${folder(suffix, synthDigest)}/record.json`;
  const bytes = await store.get(key);
  return bytes === null ? null : openRecord(bytes, signer, key);
}

/** The plan file a record speaks of, its hash checked. */
export async function loadPlanFile(
  record: ReviewRecord,
  stack: string,
  planFileHash: Digest,
  store: ObjectStore,
): Promise<Uint8Array> {
  const key = `${folder(record.suffix, record.synthDigest)}/${stack}.tfplan`;
  const bytes = await store.get(key);
  if (bytes === null) {
    throw new RecordError(`the reviewed plan ${key} is gone from the state bucket; plan the change again`);
  }
  if (sha256(bytes) !== planFileHash) {
    throw new RecordError(
      `the plan file ${key} is not the one that was reviewed (its hash is ${sha256(bytes)}, the record says ${planFileHash}); plan the change again`,
    );
  }
  return bytes;
}

/** Says beside the record how its apply ended. */
export async function storeOutcome(
  record: ReviewRecord,
  outcome: StoredOutcome,
  store: ObjectStore,
): Promise<void> {
  const key = `${folder(record.suffix, record.synthDigest)}/outcome.json`;
  await store.put(key, Buffer.from(`${JSON.stringify(outcome, null, 2)}\n`));
}

/** How the last apply of what was synthesized ended; null where there was none. */
export async function loadOutcome(
  suffix: string,
  synthDigest: Digest,
  store: ObjectStore,
): Promise<StoredOutcome | null> {
  const key = `${folder(suffix, synthDigest)}/outcome.json`;
  const bytes = await store.get(key);
  if (bytes === null) return null;
  try {
    return outcomeSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (thrown) {
    throw new RecordError(
      `the outcome ${key} cannot be read (${inOneLine(reasonOf(thrown))}); plan and apply the change again`,
      { cause: thrown },
    );
  }
}
