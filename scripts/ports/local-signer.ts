import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sha256 } from '../model/digest';
import type { Signer } from '../model/ports';

/**
 * Signs with an ed25519 key of this machine, made on first use and readable by its owner only. It proves that a record
 * was not changed since; who may sign is settled with a key of AWS KMS behind the same port.
 */
export function createLocalSigner(keyFile: string): Signer {
  if (!existsSync(keyFile)) {
    mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
    const { privateKey: made } = generateKeyPairSync('ed25519');
    writeFileSync(keyFile, made.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  }
  const privateKey = createPrivateKey(readFileSync(keyFile));
  const publicKey = createPublicKey(privateKey);
  const keyId = sha256(publicKey.export({ type: 'spki', format: 'der' }));

  return {
    keyId,
    sign: (bytes) => Promise.resolve(sign(null, bytes, privateKey)),
    verify: (bytes, signature) => Promise.resolve(verify(null, bytes, publicKey, signature)),
  };
}
