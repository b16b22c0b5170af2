import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeWithTools, toolchain, toolPath } from '../support/requirements';
import { synthService, type SynthesizedService } from '../support/service-stack';

let root: string;
let service: SynthesizedService;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tollgate-service-'));
  service = synthService(root);
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describeWithTools(['terraform'], 'terraform', () => {
  test('accepts the stack as it is synthesized', () => {
    copyFileSync(
      resolve(__dirname, '../../stacks/.terraform.lock.hcl'),
      join(service.directory, '.terraform.lock.hcl'),
    );
    const terraform = (...args: string[]) =>
      execFileSync(toolPath('terraform'), [...args, '-no-color'], {
        cwd: service.directory,
        env: { ...process.env, TF_CLI_CONFIG_FILE: toolchain().terraformCliConfig ?? '' },
        encoding: 'utf8',
      });

    terraform('init', '-backend=false', '-lockfile=readonly');
    expect(JSON.parse(terraform('validate', '-json'))).toMatchObject({ valid: true, diagnostics: [] });
  }, 120_000);
});
