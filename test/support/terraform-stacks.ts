import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stack of `terraform_data`, terraform's own resource that needs no provider and so takes no time. */
export interface PlainStack {
  readonly id: string;
  /** Resources by name, each with the value it holds. */
  readonly resources: Readonly<Record<string, string>>;
  /** Outputs by name, as expressions. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Stacks whose state it reads. */
  readonly reads?: readonly string[];
  /** Added to every resource. */
  readonly block?: object;
}

const bucket = 'payments-terraform-state-123456789012';
const backend = (stack: string) => ({
  bucket,
  encrypt: true,
  key: `dev/${stack}.tfstate`,
  region: 'us-east-1',
});

/** Writes a `cdktf.out` of plain stacks, with everything `readSynthesis` asks for. */
export function writePlainSynthesis(directory: string, stacks: readonly PlainStack[]): void {
  rmSync(directory, { recursive: true, force: true });
  const manifest = {
    version: '0.21.0',
    stacks: Object.fromEntries(
      stacks.map(({ id, reads = [] }) => [
        id,
        {
          name: id,
          constructPath: id,
          dependencies: reads,
          annotations: [],
          workingDirectory: `stacks/${id}`,
          synthesizedStackPath: `stacks/${id}/cdk.tf.json`,
        },
      ]),
    ),
  };
  for (const stack of stacks) {
    mkdirSync(join(directory, 'stacks', stack.id), { recursive: true });
    writeJson(join(directory, 'stacks', stack.id, 'cdk.tf.json'), terraformOf(stack));
  }
  writeJson(join(directory, 'manifest.json'), manifest);
  writeJson(join(directory, 'environment.json'), {
    name: 'dev',
    scope: 'environment',
    suffix: 'dev',
    region: 'us-east-1',
    account: '123456789012',
    ephemeral: true,
    stateBucket: bucket,
    options: {},
  });
}

/** The value a stack reads from another, as cdktf writes the reference. */
export function readFrom(stack: string, output: string): string {
  return `\${data.terraform_remote_state.cross-stack-reference-input-${stack}.outputs.${output}}`;
}

function terraformOf({ id, resources, outputs = {}, reads = [], block = {} }: PlainStack): object {
  return {
    terraform: { backend: { s3: { ...backend(id), use_lockfile: true } }, required_version: '~> 1.11.4' },
    resource: {
      terraform_data: Object.fromEntries(
        Object.entries(resources).map(([name, input]) => [name, { input, ...block }]),
      ),
    },
    ...(Object.keys(outputs).length === 0
      ? {}
      : { output: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }])) }),
    ...(reads.length === 0
      ? {}
      : {
          data: {
            terraform_remote_state: Object.fromEntries(
              reads.map((stack) => [
                `cross-stack-reference-input-${stack}`,
                { backend: 's3', config: backend(stack), workspace: '${terraform.workspace}' },
              ]),
            ),
          },
        }),
  };
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
