import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, Checkout, terraformVersion, testVersions } from './checkout';

const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
const urlPath = `/terraform/${terraformVersion}/terraform_${terraformVersion}_${platform}.zip`;
const program = `#!/bin/sh\necho '{ "terraform_version": "${terraformVersion}" }'\n`;

let checkout: Checkout;
let server: Server | undefined;

afterEach(async () => {
  checkout.remove();
  await new Promise((resolve) => {
    if (server === undefined) resolve(undefined);
    else server.close(resolve);
    server?.closeAllConnections();
    server = undefined;
  });
});

/** A zip as another program makes it. */
function zip(folder: Checkout, name: string, content: string): Buffer {
  writeFileSync(folder.path(name), content);
  execFileSync('python3', ['-m', 'zipfile', '-c', 'made.zip', name], { cwd: folder.root });
  return readFileSync(folder.path('made.zip'));
}

/** A checkout without terraform that pins `sha256`, and what its set-up for the pipeline ends with. */
async function setUpFrom(handler: RequestListener, archive: Buffer, sha256 = sha256Of(archive)) {
  pin({ [platform]: sha256 });
  server = createServer(handler);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${String(port)}`;
  const outcome = await checkout.setUp(['--for', 'pipeline'], { TOLLGATE_TERRAFORM_RELEASES: `${base}/` });
  return { ...outcome, stderr: outcome.stderr.replaceAll(base, 'http://releases') };
}

function pin(sha256: Record<string, string>): void {
  const versions = { ...testVersions, terraform: { version: terraformVersion, sha256 } };
  checkout.write('scripts/setup/versions.json', JSON.stringify(versions));
}

/** An address where nobody listens. */
async function closedPort(): Promise<string> {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  return `http://127.0.0.1:${String(port)}`;
}

function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function serving(archive: Buffer): RequestListener {
  return (request, response) => {
    response.statusCode = request.url === urlPath ? 200 : 404;
    response.end(request.url === urlPath ? archive : undefined);
  };
}

beforeEach(() => {
  checkout = new Checkout();
  checkout.stubAll();
  checkout.stub('terraform', "console.log(JSON.stringify({ terraform_version: '0.0.1' }));");
});

const orMirror =
  'To fix it: put terraform 9.9.9 on PATH or into .cache/bin, then run npm run setup; ' +
  'or name a mirror of the release site: TOLLGATE_TERRAFORM_RELEASES=<url> npm run setup\n';

describe('terraform', () => {
  it('is downloaded, checked and unpacked when PATH has another version', async () => {
    const archive = zip(checkout, 'terraform', program);

    const outcome = await setUpFrom(serving(archive), archive);

    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(checkout.json('.cache', 'toolchain.json')).toMatchObject({
      terraform: checkout.path('.cache', 'bin', 'terraform'),
    });
    expect(readdirSync(checkout.path('.cache', 'bin'))).toEqual(['terraform']);
    expect(execFileSync(checkout.path('.cache', 'bin', 'terraform')).toString()).toContain(terraformVersion);
  });

  it('is not downloaded again', async () => {
    const archive = zip(checkout, 'terraform', program);
    await setUpFrom(serving(archive), archive);
    server?.close();

    expect((await checkout.setUp(['--for', 'pipeline'])).stdout).toContain('nothing to do');
  });

  it.each<[string, (archive: Buffer) => { handler: RequestListener; sha256?: string; says: string }]>([
    [
      'has another checksum',
      (archive) => ({
        handler: serving(archive),
        sha256: '0'.repeat(64),
        says: ` has the sha256 ${sha256Of(archive)} and should have ${'0'.repeat(64)}; it was thrown away. `,
      }),
    ],
    ['is not there', () => ({ handler: serving404, says: ' could not be downloaded (HTTP 404). ' })],
    [
      'ends early without a word',
      (archive) => ({
        handler: serving(archive.subarray(0, 40)),
        sha256: sha256Of(archive),
        says: ` has the sha256 ${sha256Of(archive.subarray(0, 40))} and should have ${sha256Of(archive)}; it was thrown away. `,
      }),
    ],
    [
      'ends before the length the server promised',
      (archive) => ({
        handler: (_, response) => {
          response.writeHead(200, { 'content-length': archive.length + 100 });
          response.write(archive, () => response.destroy());
        },
        says: ' could not be downloaded (the connection broke off). ',
      }),
    ],
  ])('is refused and leaves nothing behind when the archive %s', async (_, given) => {
    const archive = zip(checkout, 'terraform', program);
    const { handler, sha256, says } = given(archive);

    const outcome = await setUpFrom(handler, archive, sha256);

    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toBe(`set-up: http://releases${urlPath}${says}${orMirror}`);
    expect(readdirSync(checkout.path('.cache', 'bin'))).toEqual([]);
  });

  it.each([
    [
      'no file of that name',
      'other',
      program,
      ' is not the archive it should be (it holds no file terraform). ',
    ],
    [
      'a program of another version',
      'terraform',
      '#!/bin/sh\necho \'{ "terraform_version": "1.0.0" }\'\n',
      ' holds does not run here as terraform 9.9.9 (it says 1.0.0). ',
    ],
  ])('is refused when the right archive holds %s', async (_, name, content, says) => {
    const archive = zip(checkout, name, content);

    const outcome = await setUpFrom(serving(archive), archive);

    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(says);
    expect(readdirSync(checkout.path('.cache', 'bin'))).toEqual([]);
  });

  it('is named with the way out when the release site does not answer', async () => {
    pin({ [platform]: '0'.repeat(64) });
    const base = await closedPort();

    const outcome = await checkout.setUp(['--for', 'pipeline'], { TOLLGATE_TERRAFORM_RELEASES: base });

    expect(outcome).toMatchObject({
      code: 2,
      stderr: `set-up: ${base}${urlPath} could not be downloaded (ECONNREFUSED). ${orMirror}`,
    });
  });

  it('is named as unavailable on a platform we hold no checksum for', async () => {
    pin({ plan9_amd64: '0'.repeat(64) });

    const outcome = await checkout.setUp(['--for', 'pipeline']);

    expect(outcome).toMatchObject({
      code: 2,
      stderr:
        `set-up: terraform 9.9.9 is not on PATH and scripts/setup/versions.json has no checksum of it for ${platform} ` +
        '(only for plan9_amd64). To fix it: put terraform 9.9.9 on PATH or into .cache/bin, then run npm run setup\n',
    });
  });

  it('is called by the names HashiCorp gives platforms', async () => {
    expect(await call('scripts/setup/terraform.mjs', 'terraformPlatform', 'darwin', 'arm64')).toBe(
      'darwin_arm64',
    );
    expect(await call('scripts/setup/terraform.mjs', 'terraformPlatform', 'linux', 'x64')).toBe(
      'linux_amd64',
    );
  });
});

const serving404: RequestListener = (_, response) => {
  response.writeHead(404).end('not found');
};
