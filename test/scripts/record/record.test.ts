import { createLocalSigner } from '../../../scripts/ports/local-signer';
import { sha256 } from '../../../scripts/model/digest';
import type { ObjectStore } from '../../../scripts/model/ports';
import type { RecordedPlan, ReviewRecord } from '../../../scripts/record/record';
import { loadPlanFile, loadRecord, storeRecord } from '../../../scripts/record/store';
import { differenceFromPlan, differenceFromRecord } from '../../../scripts/record/verify';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const plan = Buffer.from('a saved plan');

const planned: RecordedPlan = {
  kind: 'planned',
  synthDigest: sha256('network'),
  planFileHash: sha256(plan),
  planDigest: sha256('changes'),
  state: { lineage: 'abc', serial: 3 },
  upstreamOutputs: { 'account.key': sha256('key') },
  changes: true,
};

const record: ReviewRecord = {
  version: 1,
  environment: 'dev',
  suffix: 'dev',
  commit: null,
  base: null,
  synthDigest: sha256('all'),
  policyDigest: sha256('policy'),
  waiversDigest: sha256('waivers'),
  waivers: [
    {
      rule: 'naming/suffix',
      resource: 'network/Vpc',
      fingerprint: sha256('name'),
      owner: 'platform',
      ticket: 'PAY-1',
      expires: '2026-03-01',
    },
  ],
  verdict: 'pass',
  versions: { terraform: '1.11.4', provider: '5.100.0' },
  stacks: { network: planned },
};

const memory = (): ObjectStore & { objects: Map<string, Uint8Array> } => {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    get: (key) => Promise.resolve(objects.get(key) ?? null),
    put: (key, bytes) => {
      objects.set(key, bytes);
      return Promise.resolve();
    },
  };
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-record-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const signer = (name = 'key') => createLocalSigner(join(folder, `${name}.pem`));

describe('a record', () => {
  it('comes back as it was stored, with the plan it speaks of', async () => {
    const store = memory();
    await storeRecord(record, new Map([['network', plan]]), store, signer());

    const loaded = await loadRecord('dev', record.synthDigest, store, signer());

    expect(loaded).toEqual(record);
    expect(await loadPlanFile(record, 'network', planned.planFileHash, store)).toEqual(plan);
  });

  it('is not there for what nobody planned', async () => {
    expect(await loadRecord('dev', sha256('other'), memory(), signer())).toBeNull();
  });

  it('is refused once a byte of it was changed', async () => {
    const store = memory();
    await storeRecord({ ...record, verdict: 'fail' }, new Map(), store, signer());
    const [[key, bytes]] = [...store.objects] as [[string, Uint8Array]];
    const envelope = JSON.parse(Buffer.from(bytes).toString()) as { payload: string };
    const payload = Buffer.from(envelope.payload, 'base64').toString().replace('"fail"', '"pass"');
    store.objects.set(
      key,
      Buffer.from(JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') })),
    );

    await expect(loadRecord('dev', record.synthDigest, store, signer())).rejects.toThrow(
      /was changed after it was signed/,
    );
  });

  it('is refused when another key signed it', async () => {
    const store = memory();
    await storeRecord(record, new Map(), store, signer('theirs'));

    await expect(loadRecord('dev', record.synthDigest, store, signer('ours'))).rejects.toThrow(
      /was signed with another key \(sha256:[0-9a-f]{64}\) than the one here/,
    );
  });

  it('is refused when it cannot be read', async () => {
    const store = memory();
    await storeRecord(record, new Map(), store, signer());
    const [key] = [...store.objects.keys()] as [string];
    store.objects.set(key, Buffer.from('{'));

    await expect(loadRecord('dev', record.synthDigest, store, signer())).rejects.toThrow(
      /^the record dev\/records\/[0-9a-f]{64}\/record\.json cannot be read \([^\n]+\); plan the change again$/,
    );
  });

  it('gives out no plan file that is missing or another than was reviewed', async () => {
    const store = memory();

    await expect(loadPlanFile(record, 'network', planned.planFileHash, store)).rejects.toThrow(/is gone/);

    await storeRecord(record, new Map([['network', Buffer.from('another plan')]]), store, signer());
    await expect(loadPlanFile(record, 'network', planned.planFileHash, store)).rejects.toThrow(
      /is not the one that was reviewed/,
    );
  });

  it('is signed with a key that only its owner can read', () => {
    signer('made');

    expect(statSync(join(folder, 'made.pem')).mode & 0o777).toBe(0o600);
  });
});

describe('what differs from a record is named in one sentence', () => {
  const present = {
    environment: 'dev',
    policyDigest: record.policyDigest,
    waiversDigest: record.waiversDigest,
    today: '2026-03-01',
    versions: record.versions,
    stacks: { network: planned.synthDigest },
  };

  it('and nothing is said where nothing differs', () => {
    expect(differenceFromRecord(record, present)).toBeNull();
    expect(differenceFromPlan('network', planned, planned)).toBeNull();
  });

  it.each([
    [{ environment: 'prod' }, 'the record is of the environment dev, and prod is to be applied'],
    [
      { policyDigest: sha256('new') },
      `the change was judged by the policy ${sha256('policy')}, and the policy is ${sha256('new')} now`,
    ],
    [
      { waiversDigest: sha256('fewer') },
      `the change was judged with the waivers ${sha256('waivers')}, and they are ${sha256('fewer')} now`,
    ],
    [
      { today: '2026-03-02' },
      'the review rests on the waiver of naming/suffix for network/Vpc, which expired on 2026-03-01 (platform, PAY-1)',
    ],
    [
      { versions: { terraform: '1.12.0', provider: '5.100.0' } },
      'the plan was made with terraform 1.11.4, and 1.12.0 would apply it',
    ],
    [
      { versions: { terraform: '1.11.4', provider: '6.0.0' } },
      'the plan was made with provider 5.100.0, and 6.0.0 would apply it',
    ],
    [
      { stacks: { network: sha256('moved') } },
      `the stack network was synthesized differently when it was reviewed (${sha256('network')}) than it is now (${sha256('moved')})`,
    ],
    [
      { stacks: {} },
      `the stack network was synthesized differently when it was reviewed (${sha256('network')}) than it is now (not at all)`,
    ],
    [
      { stacks: { ...present.stacks, data: sha256('data') } },
      `the stack data was synthesized differently when it was reviewed (not at all) than it is now (${sha256('data')})`,
    ],
  ])('%j', (change, sentence) => {
    expect(differenceFromRecord(record, { ...present, ...change })).toBe(sentence);
  });

  it('and a plan that failed the gate is never applied', () => {
    expect(differenceFromRecord({ ...record, verdict: 'fail' }, present)).toBe(
      'the reviewed plan failed the gate, so it may not be applied',
    );
  });

  it.each([
    [
      { state: { lineage: 'abc', serial: 4 } },
      'the state of network has moved since the review: it was planned from serial 3 of lineage abc and is at serial 4 of lineage abc now',
    ],
    [
      { state: { lineage: 'xyz', serial: 3 } },
      'the state of network has moved since the review: it was planned from serial 3 of lineage abc and is at serial 3 of lineage xyz now',
    ],
    [
      { state: null },
      'the state of network has moved since the review: it was planned from serial 3 of lineage abc and is at no state now',
    ],
    [
      { upstreamOutputs: { 'account.key': sha256('other') } },
      'network was planned with another value of the output account.key than it has now',
    ],
  ])('%j', (change, sentence) => {
    expect(differenceFromPlan('network', planned, { ...planned, ...change })).toBe(sentence);
  });
});
