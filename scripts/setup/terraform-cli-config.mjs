/** The CLI configuration terraform is run with: where it takes the provider from. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findProviderMirror } from './provider-mirror.mjs';
import { terraformPlatform } from './terraform.mjs';
import { writeWhole } from './write-whole.mjs';

/**
 * Decides the file and writes it; returns its absolute path.
 *
 * One rule: a file that `TF_CLI_CONFIG_FILE` names is used as it stands, with nothing of ours added. Otherwise ours is
 * `.cache/terraform.rc`, and `~/.terraformrc` is not read (name it in `TF_CLI_CONFIG_FILE` to have it).
 */
export function ensureTerraformCliConfig({ root, env, versions, say }) {
  const named = env.TF_CLI_CONFIG_FILE;
  if (named && existsSync(named)) {
    say(`terraform uses your CLI configuration as it stands (TF_CLI_CONFIG_FILE=${named})`);
    return resolve(named);
  }
  if (named) say(`TF_CLI_CONFIG_FILE names ${named}, which does not exist: ignored`);
  const file = join(root, '.cache', 'terraform.rc');
  const mirror = findProviderMirror({ env, provider: versions.provider, platform: terraformPlatform() });
  const cache = join(root, '.cache', 'terraform-plugins');
  if (mirror === null) mkdirSync(cache, { recursive: true });
  writeWhole(file, cliConfigText({ mirror, cache, source: versions.provider.source }));
  return file;
}

/** The text: the mirror for the pinned provider alone and the public registry for all else, or a download cache. */
export function cliConfigText({ mirror, cache, source }) {
  if (mirror === null) return `disable_checkpoint = true\nplugin_cache_dir   = ${quote(cache)}\n`;
  return `disable_checkpoint = true

provider_installation {
  filesystem_mirror {
    path    = ${quote(mirror)}
    include = [${quote(source)}]
  }
  direct {
    exclude = [${quote(source)}]
  }
}
`;
}

function quote(text) {
  return JSON.stringify(text).replaceAll('${', '$${');
}
