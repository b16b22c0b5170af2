import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkout, mariadbStub, terraformVersion, testVersions } from './checkout';

let checkout: Checkout;

beforeEach(() => {
  checkout = new Checkout();
  checkout.stubAll();
});
afterEach(() => {
  checkout.remove();
});

describe('a set-up', () => {
  it('makes all that the tests need in a fresh checkout and says where each tool is', async () => {
    const outcome = await checkout.setUp(['--for', 'test']);

    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code: 0, stderr: '' });
    expect(checkout.json('.cache', 'toolchain.json')).toEqual({
      terraform: checkout.path('path', 'terraform'),
      opa: checkout.path('.cache', 'bin', 'opa'),
      actionlint: checkout.path('.cache', 'bin', 'actionlint'),
      moto: checkout.path('.cache', 'python', 'moto', 'bin', 'moto_server'),
      checkov: checkout.path('.cache', 'python', 'checkov', 'bin', 'checkov'),
      mariadb: checkout.path('path', 'mariadbd'),
      python: checkout.path('path', 'python3'),
      terraformCliConfig: checkout.path('.cache', 'terraform.rc'),
      versions: {
        terraform: terraformVersion,
        provider: '1.2.3',
        opa: '1.2.3',
        actionlint: '4.5.6',
        moto: '7.0.0',
        checkov: '8.0.0',
      },
    });
    expect(checkout.read('.cache', 'python', 'moto.txt')).toBe(
      `moto==7.0.0 --hash=sha256:${'ab'.repeat(32)}\n`,
    );
  });

  it('does nothing the second time, says so in one line and starts no program', async () => {
    await checkout.setUp();
    checkout.calls();

    const second = await checkout.setUp();

    expect(second).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^[^\n]*nothing to do[^\n]*\n$/) as string,
    });
    expect(checkout.calls()).toEqual([]);
  });

  it('does nothing for a purpose that a wider one has covered, and keeps what that one found', async () => {
    await checkout.setUp(['--for', 'test']);

    const narrower = await checkout.setUp(['--for=start']);

    expect(narrower.stdout).toContain('nothing to do');
    expect(checkout.json('.cache', 'toolchain.json')).toMatchObject({
      checkov: expect.any(String) as string,
    });
  });

  it('leaves out what only the tests need when it is for start', async () => {
    await checkout.setUp(['--for', 'start']);

    expect(checkout.json('.cache', 'toolchain.json')).toMatchObject({
      actionlint: null,
      checkov: null,
      mariadb: null,
    });
    expect(checkout.has('.cache', 'python', 'checkov')).toBe(false);
  });

  it('needs neither Python nor Go for the pipeline', async () => {
    rmSync(join(checkout.stubs, 'python3'));
    rmSync(join(checkout.stubs, 'go'));

    const outcome = await checkout.setUp(['--for', 'pipeline']);

    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(checkout.json('.cache', 'toolchain.json')).toMatchObject({ moto: null, opa: null, python: null });
  });

  it('refuses a purpose it does not know and says which there are', async () => {
    expect(await checkout.setUp(['--for', 'lunch'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'set-up: --for takes pipeline, start, test; for example: node scripts/setup.mjs --for test\n',
    });
  });

  it('clears away the lock of a set-up that was killed', async () => {
    checkout.write('.cache/setup.lock', '999999999');

    expect(await checkout.setUp()).toMatchObject({ code: 0, stderr: '' });
    expect(checkout.has('.cache', 'setup.lock')).toBe(false);
  });
});

describe('what was left half-made', () => {
  it('is made again: a Python environment without its stamp', async () => {
    await checkout.setUp();
    rmSync(checkout.path('.cache', 'python', 'moto', '.tollgate-stamp'));
    rmSync(checkout.path('.cache', 'setup.json'));
    checkout.calls();

    await checkout.setUp();

    expect(checkout.work().map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'python3 -m venv',
      'python3 -m pip',
    ]);
  });

  it('is made again: a tool that was deleted after a whole set-up', async () => {
    await checkout.setUp();
    rmSync(checkout.path('.cache', 'bin', 'opa'));
    checkout.calls();

    await checkout.setUp();

    expect(checkout.work()).toEqual(['go install example.test/opa@v1.2.3']);
  });

  it('is not left behind by pip', async () => {
    const python = `
if (args[0] === '-c') { console.log('3.12'); console.log(process.argv[1]); }
else if (args[1] === 'venv') { fs.mkdirSync(args[2] + '/bin', { recursive: true }); fs.copyFileSync(process.argv[1], args[2] + '/bin/python'); }
else { console.error('ERROR: THESE PACKAGES DO NOT MATCH THE HASHES'); process.exit(1); }
`;
    checkout.stub('python3', python);

    const outcome = await checkout.setUp(['--for', 'start']);

    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toBe(
      'set-up: moto[server]==7.0.0 could not be installed (ERROR: THESE PACKAGES DO NOT MATCH THE HASHES). ' +
        'To fix it: make the package index reachable for pip (python3 -m pip config list shows which it is), then run npm run setup\n',
    );
    expect(checkout.has('.cache', 'python', 'moto')).toBe(false);
    expect(checkout.has('.cache', 'setup.json')).toBe(false);
  });
});

describe('what cannot be had', () => {
  it('is told all at once, a sentence and a command each, and what could be had is kept', async () => {
    for (const name of ['npm', 'go', 'python3']) rmSync(join(checkout.stubs, name));

    const outcome = await checkout.setUp();

    expect(outcome.code).toBe(2);
    expect(outcome.stderr.trimEnd().split('\n')).toEqual([
      'set-up: npm ci failed (spawn npm ENOENT). To fix it: npm ci',
      'set-up: opa 1.2.3 is not on PATH, and neither is Go, which would build it. To fix it: install Go (for example: brew install go), then run GOBIN=$PWD/.cache/bin go install example.test/opa@v1.2.3',
      'set-up: actionlint 4.5.6 is not on PATH, and neither is Go, which would build it. To fix it: install Go (for example: brew install go), then run GOBIN=$PWD/.cache/bin go install example.test/cmd/actionlint@v4.5.6',
      'set-up: Python 3.11 to 3.13 is needed on PATH and none is there. To fix it: install Python 3.13 (for example: apt-get install python3 python3-venv, or brew install python@3.13), then run npm run setup',
    ]);
    expect(checkout.json('.cache', 'toolchain.json')).toMatchObject({
      terraform: checkout.path('path', 'terraform'),
      opa: null,
      moto: null,
    });
  });

  it('is told by what npm said first, not by where its log is', async () => {
    checkout.stub(
      'npm',
      "console.error('npm error code EUSAGE\\nnpm error\\nnpm error not in sync\\nnpm error Missing: a\\nnpm error A complete log'); process.exit(1);",
    );

    const outcome = await checkout.setUp(['--for', 'pipeline']);

    expect(outcome).toMatchObject({
      code: 2,
      stderr: 'set-up: npm ci failed (code EUSAGE / not in sync / Missing: a). To fix it: npm ci\n',
    });
  });

  it('is a Python whose packages we hold no checksums of', async () => {
    checkout.stub('python3', "console.log('3.9'); console.log(process.argv[1]);");

    const outcome = await checkout.setUp(['--for', 'start']);

    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'Python 3.11 to 3.13 is needed on PATH and only 3.9 is there.',
      ) as string,
    });
  });

  it('is a virtual environment where the venv module is not installed', async () => {
    checkout.stub(
      'python3',
      "if (args[0] === '-c') { console.log('3.12'); console.log(process.argv[1]); } else { console.error('ensurepip is not available'); process.exit(1); }",
    );

    const outcome = await checkout.setUp(['--for', 'start']);

    expect(outcome.stderr).toContain(
      'cannot make a virtual environment (ensurepip is not available). To fix it: install the venv module',
    );
  });

  it('is a Go tool that cannot be built; a tool of another version on PATH is not taken', async () => {
    checkout.stub('opa', "console.log('Version: 0.1.0');");
    checkout.stub('go', "console.error('no such module'); process.exit(1);");

    const outcome = await checkout.setUp(['--for', 'start']);

    expect(outcome).toMatchObject({
      code: 2,
      stderr:
        'set-up: opa 1.2.3 could not be built (no such module). To fix it: GOBIN=$PWD/.cache/bin go install example.test/opa@v1.2.3\n',
    });
  });

  it('is a MariaDB, and is installed by whoever may, after the package lists where that fails', async () => {
    rmSync(join(checkout.stubs, 'mariadbd'));
    checkout.stub(
      'apt-get',
      `if (args[0] === 'update') fs.writeFileSync(root + '/lists', '');
else if (!fs.existsSync(root + '/lists')) process.exit(100);
else fs.writeFileSync(root + '/path/mariadbd', '#!' + process.execPath + '\\n' + ${JSON.stringify(mariadbStub)}, { mode: 0o755 });`,
    );

    const outcome = await checkout.setUp([], {}, asUser(0));

    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(checkout.calls().filter((line) => line.startsWith('apt-get'))).toEqual([
      'apt-get install --yes --quiet --no-install-recommends mariadb-server-core',
      'apt-get update --quiet',
      'apt-get install --yes --quiet --no-install-recommends mariadb-server-core',
    ]);
    expect(checkout.json('.cache', 'toolchain.json')).toMatchObject({
      mariadb: checkout.path('path', 'mariadbd'),
    });
  });

  it.each([
    ['none is there', () => undefined],
    [
      'only 10.5 is there',
      () => {
        checkout.stub('mariadbd', mariadbStub.replace('10.11', '10.5'));
      },
    ],
  ])('is a MariaDB that only another user may install: %s', async (seen, leave) => {
    rmSync(join(checkout.stubs, 'mariadbd'));
    checkout.stub('apt-get', 'process.exit(0);');
    leave();

    const outcome = await checkout.setUp([], {}, asUser(1000));

    expect(outcome).toMatchObject({
      code: 2,
      stderr: `set-up: mariadbd 10.6 or newer is needed and ${seen}. To fix it: install MariaDB 10.6 or newer (on Debian and Ubuntu: apt-get install mariadb-server-core; or brew install mariadb), then run npm run setup\n`,
    });
    expect(checkout.calls().filter((line) => line.startsWith('apt-get'))).toEqual([]);
  });

  const asUser = (uid: number): string[] => {
    const preload = checkout.path('user.cjs');
    writeFileSync(preload, `process.getuid = () => ${uid};`);
    return ['--require', preload];
  };

  it('is an older Node', async () => {
    const preload = checkout.path('old-node.cjs');
    writeFileSync(preload, "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });");

    const outcome = await checkout.setUp([], {}, ['--require', preload]);

    expect(outcome).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'set-up: Node 20.9 or newer is needed and this is 18.20.0. To fix it: install Node 20 or newer (for example: nvm install 20)\n',
    });
  });

  it('is a terraform version that only one of its two places names', async () => {
    checkout.write('.terraform-version', '8.8.8\n');

    const outcome = await checkout.setUp();

    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        `.terraform-version says 8.8.8 and scripts/setup/versions.json has the checksums of ${testVersions.terraform.version}.`,
      ) as string,
    });
  });
});
