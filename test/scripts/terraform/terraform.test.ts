import { Interrupted } from '../../../scripts/model/error';
import type { ProcessRequest, ProcessResult, ProcessRunner } from '../../../scripts/model/ports';
import { TerraformError, TerraformInterrupted } from '../../../scripts/terraform/error';
import { createTerraform } from '../../../scripts/terraform/terraform';

const version: ProcessResult = {
  ended: 'exited',
  exitCode: 0,
  stdout: '{"terraform_version": "1.11.4"}\n',
  stderr: '',
};
const fine: ProcessResult = { ended: 'exited', exitCode: 0, stdout: '', stderr: '' };

/** Answers each run with the next result and remembers what was asked. */
function scripted(...results: (ProcessResult | Error)[]): ProcessRunner & { asked: ProcessRequest[] } {
  const asked: ProcessRequest[] = [];
  return {
    asked,
    run: (request) => {
      asked.push(request);
      const result = results[asked.length - 1];
      if (result === undefined) throw new Error('asked more often than scripted');
      if (result instanceof Error) return Promise.reject(result);
      for (const line of result.stdout.split('\n').filter(Boolean)) request.onLine?.('stdout', line);
      return Promise.resolve(result);
    },
    start: () => {
      throw new Error('terraform runs in the foreground');
    },
  };
}

const options = {
  binary: 'terraform',
  version: '1.11.4',
  variables: { PATH: '/bin', AWS_REGION: 'us-east-1' },
  backendArguments: ['-backend-config=use_path_style=true'],
};

describe('the terraform runner', () => {
  it('gives argument arrays and only the variables it was given', async () => {
    const processes = scripted(version, fine, fine, fine, fine);
    const terraform = await createTerraform(options, processes);

    await terraform.init('work/data');
    await terraform.plan('work/data', 'plans/data.tfplan', { destroy: true });
    await terraform.showPlan('work/data', 'plans/data.tfplan');
    await terraform.apply('work/data', 'plans/data.tfplan');

    expect(processes.asked.map(({ args }) => args)).toEqual([
      ['version', '-json'],
      ['init', '-input=false', '-lockfile=readonly', '-json', '-backend-config=use_path_style=true'],
      ['plan', '-input=false', '-lock-timeout=60s', '-json', '-out=plans/data.tfplan', '-destroy'],
      ['show', '-json', 'plans/data.tfplan'],
      ['apply', '-input=false', '-lock-timeout=60s', '-json', 'plans/data.tfplan'],
    ]);
    expect(processes.asked[1]?.env).toEqual({
      PATH: '/bin',
      AWS_REGION: 'us-east-1',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
    });
  });

  it('refuses another version of terraform', async () => {
    const other = { ...version, stdout: '{"terraform_version": "1.5.7"}' };

    await expect(createTerraform(options, scripted(other))).rejects.toThrow(
      new TerraformError(
        'terraform is terraform 1.5.7, and this repository is planned with 1.11.4 (.terraform-version); run npm run setup',
      ),
    );
  });

  it('says how to get a terraform that is missing', async () => {
    await expect(createTerraform(options, scripted(new Error('spawn terraform ENOENT')))).rejects.toThrow(
      'terraform 1.11.4 cannot be started from terraform (spawn terraform ENOENT); run npm run setup',
    );
  });

  it("quotes terraform's own errors, and only the errors, on one line", async () => {
    const failed: ProcessResult = {
      ...fine,
      exitCode: 1,
      stdout: [
        '{"@level":"warn","@message":"w","type":"diagnostic","diagnostic":{"severity":"warning","summary":"old"}}',
        '{"@level":"error","@message":"e","type":"diagnostic","diagnostic":{"severity":"error","summary":"No state","detail":"was\\n found","address":"data.x.y"}}',
        'not json at all',
      ].join('\n'),
    };
    const terraform = await createTerraform(options, scripted(version, failed));

    await expect(terraform.plan('work/data', 'x')).rejects.toThrow(
      new TerraformError('terraform plan failed in work/data: No state: was found: data.x.y'),
    );
  });

  it('tells an interruption and a time limit from a failure', async () => {
    const interrupted: ProcessResult = { ...fine, ended: 'interrupted', exitCode: 1 };
    const late: ProcessResult = { ...fine, ended: 'timed-out', exitCode: null };
    const terraform = await createTerraform(options, scripted(version, interrupted, late));

    await expect(terraform.apply('work/data', 'x')).rejects.toThrow(TerraformInterrupted);
    await expect(terraform.apply('work/data', 'x')).rejects.toThrow(/did not end within its time limit/);
  });

  it('counts a run that was interrupted as interrupted even where it ended with 0', async () => {
    const interrupted: ProcessResult = { ...fine, ended: 'interrupted', exitCode: 0 };
    const terraform = await createTerraform(options, scripted(version, interrupted));

    await expect(terraform.apply('work/data', 'x')).rejects.toThrow(TerraformInterrupted);
  });

  it('works on as many resources at once as it is told', async () => {
    const processes = scripted(version, fine, fine, fine);
    const terraform = await createTerraform({ ...options, parallelism: 30 }, processes);

    await terraform.plan('work/data', 'x');
    await terraform.apply('work/data', 'x');
    await terraform.settle('work/data');

    expect(processes.asked.slice(1).map(({ args }) => args)).toEqual(
      ['plan', 'apply', 'apply'].map((verb) => expect.arrayContaining([verb, '-parallelism=30']) as unknown),
    );
  });

  it('is not begun after Ctrl-C, and says that it was interrupted rather than that it is missing', async () => {
    const terraform = await createTerraform(
      options,
      scripted(version, new Interrupted('interrupted; nothing new was begun')),
    );

    await expect(terraform.apply('work/data', 'x')).rejects.toThrow(
      new Interrupted('interrupted; nothing new was begun'),
    );
  });

  it('passes on what terraform is doing', async () => {
    const heard: string[] = [];
    const working: ProcessResult = {
      ...fine,
      stdout: '{"@level":"info","@message":"aws_vpc.main: Creating...","type":"apply_start"}\n',
    };
    const terraform = await createTerraform(options, scripted(version, working), (directory, message) =>
      heard.push(`${directory} ${message.type} ${message.text}`),
    );

    await terraform.apply('work/data', 'x');

    expect(heard).toEqual(['work/data apply_start aws_vpc.main: Creating...']);
  });
});
