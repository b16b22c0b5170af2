/**
 * Runs inside the app, before it (`node --require`): writes down where each resource, output and block is made, as `frames.json` beside
 * itself. It changes nothing the app can see, and neither the stacks nor `cdk.tf.json` know of it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Node, type MetadataOptions } from 'constructs';

/** A place in the bundled app; `scripts/synth/sources.ts` reads the same shape. */
export interface Frame {
  readonly stack: string;
  readonly address: string;
  readonly constructPath: string;
  /** From 1, as V8 counts. */
  readonly line: number;
  readonly column: number;
}

interface Element {
  readonly node: Node;
  readonly terraformResourceType?: string;
  readonly friendlyUniqueId: string;
  /** Of a provider. */
  readonly alias?: string;
  /** Of a backend: what kind it is. */
  readonly name?: string;
  readonly cdktfStack: { readonly node: Node };
}

/** The global `Error` as far as it makes traces. */
interface Traces {
  prepareStackTrace?: (error: Error, frames: NodeJS.CallSite[]) => unknown;
  stackTraceLimit: number;
  captureStackTrace: (holder: object, below: unknown) => void;
}

const traces = Error as unknown as Traces;
const app = join(__dirname, 'app.js');
const elements: { element: Element; line: number; column: number }[] = [];

type AddMetadata = (this: Node, type: string, data: unknown, options?: MetadataOptions) => void;
const prototype = Node.prototype as { addMetadata: AddMetadata };
const addMetadata = prototype.addMetadata;
// every element of cdktf calls this in its constructor, with this very type, before it is anything else
prototype.addMetadata = function (type, data, options) {
  addMetadata.call(this, type, data, options);
  if (type !== 'stacktrace') return;
  const place = innermostOwnFrame();
  const element = this.scopes.at(-1);
  if (place !== null && element !== undefined)
    elements.push({ element: element as unknown as Element, ...place });
};

/** The place in the app's own code that is nearest to the call; packages lie in other files. */
function innermostOwnFrame(): { line: number; column: number } | null {
  const { prepareStackTrace, stackTraceLimit } = traces;
  const holder: { stack?: NodeJS.CallSite } = {};
  traces.stackTraceLimit = 100;
  traces.prepareStackTrace = (_, frames) => frames.find((frame) => frame.getFileName() === app);
  traces.captureStackTrace(holder, prototype.addMetadata);
  // V8 makes the trace when it is first read
  const frame = holder.stack;
  Object.assign(traces, { prepareStackTrace, stackTraceLimit });
  return frame === undefined
    ? null
    : { line: frame.getLineNumber() ?? 1, column: frame.getColumnNumber() ?? 1 };
}

withoutTokenTraces();
process.once('exit', (code) => {
  if (code === 0) writeFileSync(join(__dirname, 'frames.json'), JSON.stringify(elements.flatMap(frameOf)));
});

function frameOf({ element, line, column }: (typeof elements)[number]): Frame[] {
  const address = addressOf(element);
  if (address === null) return [];
  return [{ stack: element.cdktfStack.node.id, address, constructPath: element.node.path, line, column }];
}

/** As terraform or the gate names it; null for a local, a variable, and what cdktf makes by itself. */
function addressOf(element: Element): string | null {
  const { friendlyUniqueId: name, terraformResourceType: type = '', alias } = element;
  const is = (kind: string): boolean => Symbol.for(`cdktf/Terraform${kind}`) in element;
  if (is('Resource')) return `${type}.${name}`;
  if (is('DataSource')) return `data.${type}.${name}`;
  if (is('Provider')) return alias === undefined ? `provider.${type}` : `provider.${type}.${alias}`;
  if (is('Backend')) return `terraform.backend.${String(element.name)}`;
  if (is('Output')) return name.startsWith('cross-stack-output-') ? null : `output.${name}`;
  // the others have no symbol
  if ('interpolationForOutput' in element) return `module.${name}`;
  const isRemoteState = element.constructor.name.startsWith('DataTerraformRemoteState');
  return isRemoteState ? `data.terraform_remote_state.${name}` : null;
}

/** cdktf captures a whole stack for each token, for the hint in a rare error: a tenth to a quarter of all its time. */
function withoutTokenTraces(): void {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a private module of cdktf, and not of every version
    const tokens = require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] };
    tokens.captureStackTrace = () => [];
  } catch {
    // slower, and just as right
  }
}
