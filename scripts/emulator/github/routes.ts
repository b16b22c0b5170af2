import { isJsonObject } from '../../model/json';
import type { HttpRequest, HttpResponse } from '../aws-call';
import { jsonResponse } from '../error-response';
import type { CommentStore, IssueComment } from './comments';
import { bodyMissing, bodyTooLong, notFound, unparsable } from './problems';

/** What GitHub takes for the body of a comment, in characters. */
const bodyLimit = 65_536;
const defaultPageSize = 30;
const largestPageSize = 100;

/** Answers a request for comments; null where it is for something else. */
export function answerRoute(
  request: HttpRequest,
  store: CommentStore,
  endpoint: string,
): HttpResponse | null {
  const url = new URL(request.target, endpoint);
  const ofIssue = /^\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)\/comments$/.exec(url.pathname);
  const one = /^\/repos\/([^/]+\/[^/]+)\/issues\/comments\/(\d+)$/.exec(url.pathname);
  const [repo, number] = [ofIssue?.[1] ?? one?.[1] ?? '', Number(ofIssue?.[2] ?? one?.[2])];
  const present = (comment: IssueComment): object => ({
    ...comment,
    url: `${endpoint}/repos/${repo}/issues/comments/${comment.id}`,
    html_url: `${endpoint}/${repo}/issues/${number}#issuecomment-${comment.id}`,
  });

  if (ofIssue !== null && request.method === 'GET') {
    return page(store.list(repo, number).map(present), url);
  }
  if (ofIssue !== null && request.method === 'POST') {
    return withBody(request, (body) => jsonResponse(present(store.create(repo, number, body)), 201));
  }
  if (one !== null && request.method === 'PATCH') {
    return withBody(request, (body) => {
      const updated = store.update(repo, number, body);
      return updated === null ? notFound() : jsonResponse(present(updated));
    });
  }
  return null;
}

function withBody(request: HttpRequest, handle: (body: string) => HttpResponse): HttpResponse {
  let given: unknown;
  try {
    given = JSON.parse(request.body.toString('utf8'));
  } catch {
    return unparsable();
  }
  const body = isJsonObject(given) ? given['body'] : undefined;
  if (typeof body !== 'string' || body.trim() === '') return bodyMissing();
  return characters(body) > bodyLimit ? bodyTooLong(bodyLimit) : handle(body);
}

/** An emoji is one character of four bytes, not two as JavaScript counts. */
function characters(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** One page of a list, with links to the others as GitHub writes them (RFC 8288). */
function page(items: readonly object[], url: URL): HttpResponse {
  const size = Math.min(largestPageSize, positive(url.searchParams.get('per_page')) ?? defaultPageSize);
  const current = positive(url.searchParams.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (number: number, relation: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    return `<${target.href}>; rel="${relation}"`;
  };
  const links = [
    ...(current > 1 ? [link(current - 1, 'prev')] : []),
    ...(current < last ? [link(current + 1, 'next'), link(last, 'last')] : []),
    ...(current > 1 ? [link(1, 'first')] : []),
  ];
  const response = jsonResponse(items.slice((current - 1) * size, current * size));
  return links.length === 0
    ? response
    : { ...response, headers: { ...response.headers, link: links.join(', ') } };
}

function positive(text: string | null): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : null;
}
