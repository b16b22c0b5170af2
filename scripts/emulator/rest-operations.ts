import type { ServiceModel } from './service-models';

/** The operation a method and a target stand for, and what the path names. */
export interface RestMatch {
  readonly action: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface Candidate {
  readonly action: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly labelNames: readonly string[];
  /** Query parameters of the template itself, such as `tagging` or `list-type=2`. */
  readonly markers: readonly (readonly [string, string])[];
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** The greater, the more a match says. */
  readonly weight: number;
}

const compiled = new WeakMap<ServiceModel, readonly Candidate[]>();

/**
 * Matches a request of a REST protocol against the operations of a service. Where several fit, the one that asks for
 * most wins: `PUT /b/k` with `partNumber` and `uploadId` is UploadPart, not PutObject.
 */
export function matchRestOperation(
  model: ServiceModel,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
): RestMatch | null {
  const url = new URL(`http://emulator${target.startsWith('/') ? target : `/${target}`}`);
  for (const candidate of candidatesOf(model)) {
    if (candidate.method !== method) continue;
    const path = candidate.pattern.exec(url.pathname);
    if (path === null) continue;
    const asked =
      candidate.markers.every(([name, value]) =>
        value === '' ? url.searchParams.has(name) : url.searchParams.get(name) === value,
      ) &&
      candidate.requiredQuery.every((name) => url.searchParams.has(name)) &&
      candidate.requiredHeaders.every((name) => headers[name] !== undefined);
    if (!asked) continue;
    const labels = candidate.labelNames.map((name, index) => [name, decode(path[index + 1] ?? '')] as const);
    return { action: candidate.action, labels: Object.fromEntries(labels) };
  }
  return null;
}

function candidatesOf(model: ServiceModel): readonly Candidate[] {
  const known = compiled.get(model);
  if (known !== undefined) return known;
  const candidates = Object.entries(model.operations).flatMap(([action, operation]) =>
    operation.http === undefined
      ? []
      : [compile(model, action, operation.http, operation.input?.shape, operation.deprecated === true)],
  );
  // the sort is stable: where two weigh the same, the order of the model decides
  candidates.sort((left, right) => right.weight - left.weight);
  compiled.set(model, candidates);
  return candidates;
}

function compile(
  model: ServiceModel,
  action: string,
  http: { method: string; requestUri: string },
  inputShape: string | undefined,
  deprecated: boolean,
): Candidate {
  const [path = '/', query = ''] = http.requestUri.split('?');
  const markers = [...new URLSearchParams(query)];
  const shape = inputShape === undefined ? undefined : model.shapes[inputShape];
  const required = (location: string): string[] =>
    (shape?.required ?? []).flatMap((name) => {
      const member = shape?.members?.[name];
      return member?.location === location ? [member.locationName ?? name] : [];
    });
  const requiredQuery = required('querystring');
  const requiredHeaders = required('header').map((name) => name.toLowerCase());
  const labelNames: string[] = [];
  const source = path
    .replace(/\/$/, '')
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
      const greedy = part.endsWith('+}');
      labelNames.push(part.slice(1, greedy ? -2 : -1));
      return greedy ? '(.+)' : '([^/]+)';
    })
    .join('');
  const literals = path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{')).length;
  const greedy = path.includes('+}');
  const asks = markers.length + requiredQuery.length + requiredHeaders.length;
  return {
    action,
    method: http.method,
    pattern: new RegExp(`^${source}${greedy ? '' : '/?'}$`),
    labelNames,
    markers,
    requiredQuery,
    requiredHeaders,
    weight: asks * 100 + literals * 10 + (greedy ? 0 : 2) + (deprecated ? 0 : 1),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
