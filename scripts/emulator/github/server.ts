import type { Clock } from '../../model/ports';
import type { HttpRequest, HttpResponse } from '../aws-call';
import { jsonResponse } from '../error-response';
import { listenOnLoopback } from '../loopback';
import { CommentStore, type IssueComment } from './comments';
import { FaultScript, type GitHubFault } from './faults';
import { badCredentials, notAccessible, unknownRoute } from './problems';
import { answerRoute } from './routes';

export interface GitHubServerOptions {
  /** The one token that is accepted, as `Authorization: token …` or `Bearer …`. */
  readonly token: string;
  readonly clock: Clock;
  /** Whom the token belongs to. @default github-actions[bot] */
  readonly login?: string;
  /** The token of an Actions job is an installation's: GitHub does not tell it which user it is. @default user */
  readonly tokenKind?: 'user' | 'installation';
  /** @default 0: any that is free */
  readonly port?: number;
}

/** A request that reached the server, and how it was answered. */
export interface GitHubRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
}

/** The part of GitHub's REST API that the pipeline uses, in memory. */
export interface GitHubServer {
  /** The base URL for a client: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** The comments of an issue or pull request, oldest first; `repo` is `owner/name`. */
  comments(repo: string, number: number): readonly IssueComment[];
  /** Every request so far, in the order of the answers. */
  requests(): readonly GitHubRequest[];
  /** Answers coming requests with a fault; faults are used up in the order they were given. */
  fail(fault: GitHubFault): void;
  stop(): Promise<void>;
}

/** Starts a GitHub that knows no repositories in particular: any `owner/name` and any number has comments. */
export async function startGitHubServer(options: GitHubServerOptions): Promise<GitHubServer> {
  const login = options.login ?? 'github-actions[bot]';
  const store = new CommentStore(login, options.clock);
  const faults = new FaultScript();
  const requests: GitHubRequest[] = [];

  const answer = (request: HttpRequest): HttpResponse => {
    const fault = faults.take(request);
    if (fault !== null) return fault;
    if (!isAuthorized(request, options.token)) return badCredentials();
    if (request.method === 'GET' && request.target === '/user') {
      return options.tokenKind === 'installation'
        ? notAccessible()
        : jsonResponse({ login, id: 1, type: 'Bot' });
    }
    return answerRoute(request, store, server.endpoint) ?? unknownRoute(request);
  };

  const server = await listenOnLoopback('the GitHub server', options.port ?? 0, (request) => {
    const response = answer(request);
    requests.push({ method: request.method, target: request.target, status: response.status });
    return Promise.resolve(response);
  });
  return {
    endpoint: server.endpoint,
    comments: (repo, number) => store.list(repo, number),
    requests: () => [...requests],
    fail: (fault) => {
      faults.add(fault);
    },
    stop: () => server.close(),
  };
}

function isAuthorized(request: HttpRequest, token: string): boolean {
  const given = /^(?:token|bearer)\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  return given === token;
}
