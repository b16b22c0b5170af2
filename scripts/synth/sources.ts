import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { originalPositionFor, TraceMap, type SourceMapInput } from '@jridgewell/trace-mapping';
import type { ResourceSource } from '../model/synthesis';
import type { AppBundle } from './app-bundle';
import type { Frame } from './preload';

/** `sources.json`: where each resource, data source, output, provider, backend and module was written, by stack and address. */
export interface Sources {
  readonly version: 1;
  readonly stacks: Readonly<Record<string, Readonly<Record<string, ResourceSource>>>>;
}

/** Maps what the preload script recorded in the bundle back to the TypeScript it was made from. */
export function mapSources(repository: string, bundle: AppBundle): Sources {
  const framesFile = resolve(dirname(bundle.preload), 'frames.json');
  if (!existsSync(framesFile)) return { version: 1, stacks: {} };
  const frames = JSON.parse(readFileSync(framesFile, 'utf8')) as Frame[];
  const map = new TraceMap(JSON.parse(readFileSync(`${bundle.app}.map`, 'utf8')) as SourceMapInput);

  const stacks: Record<string, Record<string, ResourceSource>> = {};
  for (const { stack, address, constructPath, line, column } of frames.sort(byStackAndAddress)) {
    const original = originalPositionFor(map, { line, column: column - 1 });
    if (original.source === null) continue;
    const file = relative(repository, resolve(dirname(bundle.app), original.source))
      .split(sep)
      .join('/');
    (stacks[stack] ??= {})[address] = { file, line: original.line, constructPath };
  }
  return { version: 1, stacks };
}

function byStackAndAddress(left: Frame, right: Frame): number {
  const [a, b] = [`${left.stack}/${left.address}`, `${right.stack}/${right.address}`];
  return a < b ? -1 : a > b ? 1 : 0;
}
