import type { Architecture, Flow, FunctionNode, ServiceNode, Tier } from './architecture';
import { tiers } from './architecture';
import { bottom, right, type Box } from './geometry';

/** Where everything stands: columns from left to right, and in the VPC zones across and tiers down. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly region: Box;
  readonly vpc: Box;
  readonly zones: readonly Box[];
  readonly tiers: Readonly<Record<Tier, Box>>;
  readonly callers: Box;
  readonly outside: Box;
  readonly cluster: Box | null;
  /** By the id of a node. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lanes: Lanes;
  readonly legendY: number;
}

/** Where lines run: lanes above and below the functions, and up and down right of the VPC. */
export interface Lanes {
  /** Between a function and a service at its right, by direction and from left to right of the functions. */
  readonly into: readonly Flow[];
  readonly outOf: readonly Flow[];
  readonly firstAbove: number;
  readonly firstBelow: number;
  readonly firstGutter: number;
}

export const lane = 11;
const node = { height: 54, gap: 16 };
const columnsX = { outside: 16, region: 148, edge: 164, vpc: 346 };
const widths = { outside: 116, edge: 142, zone: 184, service: 152, deadLetters: 138, failureGap: 52 };
const top = { region: 46, vpc: 84 };
const tierHeights = { public: 98, database: 122 };
const pad = 12;
const tierGap = 10;
/** Above the boxes of a tier there is room for what the tier is. */
const tierHead = 24;
/** And below them for how it gets out and the address range of each zone. */
const tierFoot = 46;

export function layOut(architecture: Architecture): Layout {
  const { edge, functions, services, zones } = architecture;
  const lanes = lateralFlows(architecture);
  const above = lanes.into.length + 1;
  const app = tierHead + above * lane + pad + node.height + pad + (lanes.outOf.length + 1) * lane + tierFoot;

  const inner = columnsX.vpc + pad;
  const zoneBoxes = zones.map((_zone, index) => ({
    x: inner + index * (widths.zone + tierGap),
    y: top.vpc + 26,
    width: widths.zone,
    height: 22 + tierHeights.public + tierHeights.database + app + 2 * tierGap + pad,
  }));
  const innerWidth = zones.length * (widths.zone + tierGap) - tierGap;
  const tierBoxes = stackTiers(inner - 4, innerWidth + 8, top.vpc + 48, app);
  const vpc = {
    x: columnsX.vpc,
    y: top.vpc,
    width: innerWidth + 2 * pad,
    height: bottom(zoneBoxes[0] ?? tierBoxes.database) + pad - top.vpc,
  };

  const firstGutter = right(vpc) + 14;
  const serviceX = firstGutter + (lanes.into.length + lanes.outOf.length) * lane + 20;
  const deadX = serviceX + widths.service + widths.failureGap;
  const functionY = tierBoxes.app.y + tierHead + above * lane + pad;
  const boxes = new Map<string, Box>([
    ...functionBoxes(functions, inner, innerWidth, functionY),
    ...edgeBoxes(edge, functionY),
    ...column(services, serviceX, widths.service, top.vpc),
  ]);
  for (const { id } of architecture.deadLetters) {
    const source = architecture.flows.find(({ kind, to }) => kind === 'failure' && to === id)?.from;
    const beside = boxes.get(source ?? '');
    if (beside !== undefined) boxes.set(id, { ...beside, x: deadX, width: widths.deadLetters });
  }
  const cluster = { x: inner + 4, y: tierBoxes.database.y + tierHead, width: innerWidth - 8, height: 76 };
  if (architecture.database !== null) boxes.set(architecture.database.id, cluster);
  const lowest = Math.max(bottom(vpc), ...[...boxes.values()].map(bottom));
  const regionRight = deadX + widths.deadLetters + 16;
  const operationsY = lowest + 34;
  for (const [id, box] of row(architecture.operations, columnsX.edge, regionRight - 16, operationsY)) {
    boxes.set(id, box);
  }
  const region = {
    x: columnsX.region,
    y: top.region,
    width: regionRight - columnsX.region,
    height: operationsY + node.height + 16 - top.region,
  };
  const firewall = edge[0] === undefined ? undefined : boxes.get(edge[0].id);
  return {
    width: regionRight + 16,
    height: bottom(region) + 46,
    region,
    vpc,
    zones: zoneBoxes,
    tiers: tierBoxes,
    callers: { x: columnsX.outside, y: firewall?.y ?? functionY, width: widths.outside, height: node.height },
    outside: { x: columnsX.outside, y: tierBoxes.public.y + 8, width: widths.outside, height: node.height },
    cluster: architecture.database === null ? null : cluster,
    boxes,
    lanes: {
      ...lanes,
      firstAbove: tierBoxes.app.y + tierHead + lane,
      firstBelow: functionY + node.height + pad,
      firstGutter,
    },
    legendY: bottom(region) + 28,
  };
}

/** Flows between functions and what stands right of the VPC. The further left a function, the further out its lane. */
function lateralFlows({ flows, functions, services }: Architecture): Pick<Lanes, 'into' | 'outOf'> {
  const place = new Map(functions.map(({ id }, index) => [id, index]));
  const beside = new Map(services.map(({ id }, index) => [id, index]));
  const order =
    (inside: (flow: Flow) => string, outside: (flow: Flow) => string) => (one: Flow, other: Flow) =>
      (place.get(inside(one)) ?? 0) - (place.get(inside(other)) ?? 0) ||
      (beside.get(outside(one)) ?? 0) - (beside.get(outside(other)) ?? 0);
  const from = ({ from: id }: Flow) => id;
  const to = ({ to: id }: Flow) => id;
  return {
    into: flows.filter((flow) => beside.has(flow.from) && place.has(flow.to)).sort(order(to, from)),
    outOf: flows.filter((flow) => place.has(flow.from) && beside.has(flow.to)).sort(order(from, to)),
  };
}

function stackTiers(x: number, width: number, y: number, app: number): Record<Tier, Box> {
  const heights: Readonly<Record<Tier, number>> = { ...tierHeights, app };
  let at = y;
  const boxes = tiers.map((tier) => {
    const box = { x, y: at, width, height: heights[tier] };
    at += heights[tier] + tierGap;
    return [tier, box] as const;
  });
  return Object.fromEntries(boxes) as Record<Tier, Box>;
}

function functionBoxes(
  functions: readonly FunctionNode[],
  x: number,
  width: number,
  y: number,
): [string, Box][] {
  const gap = 10;
  const each = (width - gap * (functions.length - 1)) / Math.max(1, functions.length);
  return functions.map(({ id }, index) => [
    id,
    { x: Math.round(x + index * (each + gap)), y, width: Math.floor(each), height: node.height },
  ]);
}

/** The API stands beside the functions, its firewall above it, its names below. */
function edgeBoxes(edge: readonly ServiceNode[], functionY: number): [string, Box][] {
  const rows: Readonly<Record<string, number>> = { firewall: -1, api: 0, dns: 1 };
  return edge.map(({ id, kind }) => [
    id,
    {
      x: columnsX.edge,
      y: functionY + (rows[kind] ?? 2) * (node.height + 28),
      width: widths.edge,
      height: node.height,
    },
  ]);
}

function column(nodes: readonly ServiceNode[], x: number, width: number, y: number): [string, Box][] {
  return nodes.map(({ id }, index) => [
    id,
    { x, y: y + index * (node.height + node.gap), width, height: node.height },
  ]);
}

function row(nodes: readonly ServiceNode[], from: number, to: number, y: number): [string, Box][] {
  const gap = 34;
  const width = (to - from - gap * (nodes.length - 1)) / Math.max(1, nodes.length);
  return nodes.map(({ id }, index) => [
    id,
    {
      x: Math.round(from + index * (width + gap)),
      y,
      width: Math.floor(Math.min(width, 190)),
      height: node.height,
    },
  ]);
}
