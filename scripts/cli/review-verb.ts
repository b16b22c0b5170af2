import type { Command } from 'commander';
import { InputError } from '../model/error';
import type { CliContext } from './context';

/** `review`: posts what `plan --review` wrote, or updates the comment that is there. */
export function addReviewVerb(program: Command, context: CliContext): void {
  program
    .command('review')
    .description('post the review on a pull request, or update the one comment that is there')
    .requiredOption('--file <file>', 'what plan --review wrote')
    .requiredOption('--pull-request <number>', 'its number', Number)
    .option('--repository <owner/name>', 'where it is; GITHUB_REPOSITORY unless it is given')
    .option('--author <login>', 'whose comments are ours, such as github-actions[bot]')
    .action(async (options: { file: string; pullRequest: number; repository?: string; author?: string }) => {
      const { runReview } = await import('../commands/review');
      const { gitHubComments } = await import('../github/octokit-comments');
      const repository = options.repository ?? context.variables['GITHUB_REPOSITORY'];
      const token = context.variables['GITHUB_TOKEN'];
      if (repository === undefined || token === undefined) {
        throw new InputError(
          `posting a review needs ${token === undefined ? 'GITHUB_TOKEN in the environment' : '--repository owner/name'}, which was not given`,
        );
      }
      const baseUrl = context.variables['GITHUB_API_URL'];
      await runReview(
        {
          file: context.path(options.file),
          repository,
          pullRequest: options.pullRequest,
          author: options.author ?? null,
        },
        {
          comments: gitHubComments({
            token,
            ...(baseUrl === undefined ? {} : { baseUrl }),
            notice: (line) => {
              context.output.notice(`${line}\n`);
            },
          }),
          output: context.output,
        },
      );
    });
}
