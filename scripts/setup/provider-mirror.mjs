/** Where on this machine the pinned provider already is, in a folder terraform can use as a filesystem mirror. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The first folder that holds the provider for this platform, or null.
 *
 * Looked at in this order: `TF_PLUGIN_MIRROR`, terraform's own implied local mirrors, the folders directly under `opt`.
 */
export function findProviderMirror({ env, provider, platform, opt = '/opt' }) {
  const named = env.TF_PLUGIN_MIRROR ? [resolve(env.TF_PLUGIN_MIRROR)] : [];
  const candidates = [...named, ...impliedMirrors(env, platform), ...foldersIn(opt)];
  return candidates.find((folder) => holdsProvider(folder, provider, platform)) ?? null;
}

/** Terraform documents these as its implied local mirror directories. */
export function impliedMirrors(env, platform) {
  const home = env.HOME;
  const ofHome = home ? [join(home, '.terraform.d', 'plugins')] : [];
  if (platform.startsWith('darwin_')) {
    const support = join('Library', 'Application Support', 'io.terraform', 'plugins');
    return [...ofHome, ...(home ? [join(home, support)] : []), join('/', support)];
  }
  const dataHome = env.XDG_DATA_HOME || (home ? join(home, '.local', 'share') : '');
  const dataFolders = (env.XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':');
  const shared = [dataHome, ...dataFolders].filter((folder) => folder !== '');
  return [...ofHome, ...shared.map((folder) => join(folder, 'terraform', 'plugins'))];
}

/** Both layouts terraform reads: `<version>/<platform>/terraform-provider-…` and one packed zip beside the versions. */
function holdsProvider(folder, { source, version }, platform) {
  const type = source.split('/').at(-1);
  const packed = join(folder, source, `terraform-provider-${type}_${version}_${platform}.zip`);
  if (existsSync(packed)) return true;
  const unpacked = namesIn(join(folder, source, version, platform));
  return unpacked.some((name) => name.startsWith(`terraform-provider-${type}`));
}

function foldersIn(folder) {
  return namesIn(folder).map((name) => join(folder, name));
}

/** Sorted, so that the same machine always gives the same answer; empty where the folder cannot be read. */
function namesIn(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
