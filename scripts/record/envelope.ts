import * as z from 'zod';
import { canonicalJson } from '../model/digest';
import { inOneLine, reasonOf } from '../model/error';
import type { Signer } from '../model/ports';
import { RecordError } from './error';
import { recordSchema, type ReviewRecord } from './record';

const payloadType = 'application/vnd.tollgate.record+json';

const envelopeSchema = z.strictObject({
  payloadType: z.literal(payloadType),
  payload: z.base64(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.base64() })).min(1),
});

/**
 * The bytes that are signed: type and payload with their lengths, so that neither can be read as the other (DSSE's
 * pre-authentication encoding, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md).
 */
function preAuthentication(payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** The record as a signed DSSE envelope. */
export async function sealRecord(record: ReviewRecord, signer: Signer): Promise<Uint8Array> {
  const payload = Buffer.from(canonicalJson(record));
  const signature = await signer.sign(preAuthentication(payload));
  return Buffer.from(
    canonicalJson({
      payloadType,
      payload: payload.toString('base64'),
      signatures: [{ keyid: signer.keyId, sig: Buffer.from(signature).toString('base64') }],
    }),
  );
}

/** Reads a signed record; a signature that is missing, of another key, or of other bytes is an error. */
export async function openRecord(bytes: Uint8Array, signer: Signer, key: string): Promise<ReviewRecord> {
  const envelope = read(key, () => envelopeSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))));
  const payload = Buffer.from(envelope.payload, 'base64');
  const ours = envelope.signatures.find((signature) => signature.keyid === signer.keyId);
  if (ours === undefined) {
    throw new RecordError(
      `the record ${key} was signed with another key (${envelope.signatures.map((each) => each.keyid).join(', ')}) than the one here (${signer.keyId}); plan the change again where it is to be applied`,
    );
  }
  if (!(await signer.verify(preAuthentication(payload), Buffer.from(ours.sig, 'base64')))) {
    throw new RecordError(
      `the record ${key} was changed after it was signed; find out who wrote it, then plan the change again`,
    );
  }
  return read(key, () => recordSchema.parse(JSON.parse(payload.toString('utf8'))));
}

function read<T>(key: string, parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    throw new RecordError(
      `the record ${key} cannot be read (${inOneLine(reasonOf(thrown))}); plan the change again`,
      { cause: thrown },
    );
  }
}
