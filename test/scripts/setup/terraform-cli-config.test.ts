import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, Checkout } from './checkout';

const provider = { source: 'registry.terraform.io/hashicorp/aws', version: '5.100.0' };
const platform = 'linux_amd64';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-mirror-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A mirror below `folder` in the layout terraform calls unpacked. */
function unpacked(name: string, version = provider.version, target = platform): string {
  const place = join(folder, name, provider.source, version, target);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, `terraform-provider-aws_v${version}_x5`), '');
  return join(folder, name);
}

function packed(name: string, version = provider.version, target = platform): string {
  const place = join(folder, name, provider.source);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, `terraform-provider-aws_${version}_${target}.zip`), '');
  return join(folder, name);
}

function find(env: Record<string, string>): Promise<unknown> {
  const opt = join(folder, 'opt');
  return call('scripts/setup/provider-mirror.mjs', 'findProviderMirror', { env, provider, platform, opt });
}

describe('the provider mirror', () => {
  it('is looked for in TF_PLUGIN_MIRROR, then where terraform looks by itself, then below /opt', async () => {
    const env = {
      TF_PLUGIN_MIRROR: join(folder, 'named'),
      HOME: join(folder, 'home'),
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_DATA_DIRS: `${join(folder, 'share')}:${join(folder, 'more')}`,
    };
    const inOrder = [
      'named',
      'home/.terraform.d/plugins',
      'data/terraform/plugins',
      'share/terraform/plugins',
      'more/terraform/plugins',
      'opt/a-mirror',
      'opt/b-mirror',
    ].map((name) => unpacked(name));

    const found = [];
    for (const place of inOrder) {
      found.push(await find(env));
      rmSync(place, { recursive: true });
    }

    expect(found).toEqual(inOrder);
    expect(await find(env)).toBeNull();
  });

  it('may be packed', async () => {
    const place = packed('opt/mirror');

    expect(await find({})).toBe(place);
  });

  it.each([
    ['of another version', () => [unpacked('opt/one', '5.99.0'), packed('opt/two', '5.99.0')]],
    [
      'for another platform',
      () => [unpacked('opt/one', '5.100.0', 'darwin_arm64'), packed('opt/two', '5.100.0', 'darwin_arm64')],
    ],
    [
      'of an empty folder',
      () =>
        mkdirSync(join(folder, 'opt/one', provider.source, provider.version, platform), { recursive: true }),
    ],
  ])('is not one %s', async (_, make) => {
    make();

    expect(await find({})).toBeNull();
  });

  it('is looked for where macOS keeps it', async () => {
    expect(
      await call('scripts/setup/provider-mirror.mjs', 'impliedMirrors', { HOME: '/h' }, 'darwin_arm64'),
    ).toEqual([
      '/h/.terraform.d/plugins',
      '/h/Library/Application Support/io.terraform/plugins',
      '/Library/Application Support/io.terraform/plugins',
    ]);
  });
});

describe('the CLI configuration', () => {
  let checkout: Checkout;

  beforeEach(() => {
    checkout = new Checkout();
    checkout.stubAll();
  });
  afterEach(() => {
    checkout.remove();
  });

  it('takes the pinned provider from the mirror and nothing else from it', async () => {
    const mirror = checkout.path('mirror');
    checkout.write(
      'mirror/registry.terraform.io/hashicorp/none/terraform-provider-none_1.2.3_' + ownPlatform() + '.zip',
      '',
    );

    await checkout.setUp(['--for', 'pipeline'], { TF_PLUGIN_MIRROR: mirror });

    expect(checkout.read('.cache', 'terraform.rc')).toBe(`disable_checkpoint = true

provider_installation {
  filesystem_mirror {
    path    = "${mirror}"
    include = ["registry.terraform.io/hashicorp/none"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/none"]
  }
}
`);
  });

  it('leaves the public registry as it is where there is no mirror, and keeps what is downloaded', async () => {
    await checkout.setUp(['--for', 'pipeline']);

    const cache = checkout.path('.cache', 'terraform-plugins');
    expect(checkout.read('.cache', 'terraform.rc')).toBe(
      `disable_checkpoint = true\nplugin_cache_dir   = "${cache}"\n`,
    );
    expect(checkout.has('.cache', 'terraform-plugins')).toBe(true);
  });

  it('is written anew when a mirror has appeared since', async () => {
    await checkout.setUp(['--for', 'pipeline']);
    const place = 'home/.terraform.d/plugins/registry.terraform.io/hashicorp/none';
    checkout.write(`${place}/terraform-provider-none_1.2.3_${ownPlatform()}.zip`, '');

    await checkout.setUp(['--for', 'pipeline']);

    expect(checkout.read('.cache', 'terraform.rc')).toContain('filesystem_mirror');
  });

  it('ignores a TF_CLI_CONFIG_FILE that is not there, and says so', async () => {
    const outcome = await checkout.setUp(['--for', 'pipeline'], {
      TF_CLI_CONFIG_FILE: '/nowhere/terraform.rc',
    });

    expect(outcome).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining(
        'TF_CLI_CONFIG_FILE names /nowhere/terraform.rc, which does not exist: ignored\n',
      ) as string,
    });
    expect(checkout.json('.cache', 'toolchain.json')).toMatchObject({
      terraformCliConfig: checkout.path('.cache', 'terraform.rc'),
    });
  });

  it('is the file TF_CLI_CONFIG_FILE names, as it stands, where there is one', async () => {
    checkout.write('mine.rc', 'plugin_cache_dir = "/somewhere"\n');

    const outcome = await checkout.setUp(['--for', 'pipeline'], {
      TF_CLI_CONFIG_FILE: checkout.path('mine.rc'),
    });

    expect(outcome.stdout).toContain('terraform uses your CLI configuration as it stands');
    expect(checkout.json('.cache', 'toolchain.json')).toMatchObject({
      terraformCliConfig: checkout.path('mine.rc'),
    });
    expect(checkout.read('mine.rc')).toBe('plugin_cache_dir = "/somewhere"\n');
    expect(checkout.has('.cache', 'terraform.rc')).toBe(false);
  });
});

function ownPlatform(): string {
  return `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
}
