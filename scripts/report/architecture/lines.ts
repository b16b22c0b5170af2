import type { Architecture, Flow, FlowKind } from './architecture';
import { along, bottom, middle, right, type Box, type Point, type Polyline } from './geometry';
import { lane, type Layout } from './layout';

/** One line of the picture: `outside` is what goes through NAT. */
export interface Line {
  readonly kind: FlowKind | 'outside';
  readonly path: Polyline;
  /** Whether it ends in an arrow, and not in another line. @default true */
  readonly arrow?: boolean;
  readonly label?: { readonly text: string; readonly at: Point; readonly anchor: 'end' | 'middle' | 'start' };
  /** What a reader who points at it is told. */
  readonly title: string;
}

/** Every line of the picture, those of the background first. */
export function linesOf(architecture: Architecture, layout: Layout): readonly Line[] {
  return [
    ...outsideLines(architecture, layout),
    ...databaseLines(architecture, layout),
    ...lateralLines(layout),
    ...straightLines(architecture, layout),
    ...callerLines(architecture, layout),
  ];
}

/** From each function that may leave, up to a shared line, to the NAT gateway of each zone, and out. */
function outsideLines({ functions, outside, zones }: Architecture, layout: Layout): Line[] {
  const leaving = functions.filter(({ reachesInternet }) => reachesInternet);
  const boxes = leaving.flatMap(({ id }) => layout.boxes.get(id) ?? []);
  if (boxes.length === 0 || !zones.some(({ hasNat }) => hasNat)) return [];
  const title = `through NAT: ${outside.join(', ')}`;
  const shared = layout.lanes.firstAbove - lane;
  const exit = layout.tiers.public.y + 26;
  const gateways = zones.map((_zone, index) => natBox(layout, index));
  const taps = boxes.map((box) => ({ x: box.x + 12, y: box.y }));
  const span = [...taps.map(({ x }) => x), ...zones.map((_zone, index) => tapX(layout, index))];
  const lines: Polyline[] = [
    [
      { x: Math.min(...span), y: shared },
      { x: Math.max(...span), y: shared },
    ],
  ];
  for (const { x, y } of taps)
    lines.push([
      { x, y },
      { x, y: shared },
    ]);
  const plain = lines.map((path): Line => ({ kind: 'outside', path, arrow: false, title }));
  const up = zones.flatMap(({ natZone }, index): Line[] => {
    const gateway = natZone === null ? undefined : gateways[natZone];
    if (gateway === undefined) return [];
    const x = tapX(layout, index);
    const end = {
      x: natZone === index ? x : right(gateway),
      y: bottom(gateway) - (natZone === index ? 0 : 10),
    };
    const path = natZone === index ? [{ x, y: shared }, end] : [{ x, y: shared }, { x, y: end.y }, end];
    return [{ kind: 'outside', path, title }];
  });
  const out = zones.flatMap(({ hasNat }, index): Line[] => {
    const gateway = gateways[index];
    if (!hasNat || gateway === undefined) return [];
    const x = middle(gateway).x;
    return [
      {
        kind: 'outside',
        path: [
          { x, y: gateway.y },
          { x, y: exit },
          { x: right(layout.outside), y: exit },
        ],
        title,
      },
    ];
  });
  return [...plain, ...up, ...out];
}

/** The NAT gateway of a zone. */
export function natBox({ tiers, zones }: Layout, index: number): Box {
  const zone = zones[index] ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x: zone.x + 14, y: tiers.public.y + 40, width: zone.width - 28, height: 34 };
}

/** Where a zone's way to NAT goes up, clear of the middle. */
function tapX({ zones }: Layout, index: number): number {
  const zone = zones[index] ?? { x: 0, y: 0, width: 0, height: 0 };
  return Math.round(zone.x + zone.width * 0.72);
}

function databaseLines({ functions }: Architecture, { boxes, cluster }: Layout): Line[] {
  if (cluster === null) return [];
  return functions.flatMap(({ id, name, reachesDatabase }): Line[] => {
    const box = boxes.get(id);
    if (box === undefined || !reachesDatabase) return [];
    const x = box.x + 12;
    const path = [
      { x, y: bottom(box) },
      { x, y: cluster.y },
    ];
    return [{ kind: 'data', path, title: `${name} reads and writes the database` }];
  });
}

/** Between functions and services: out of the function, along a lane, up or down the gutter, into the service. */
function lateralLines({ boxes, lanes }: Layout): Line[] {
  const all = [...lanes.into, ...lanes.outOf];
  const touching = (id: string) => all.filter(({ from, to }) => from === id || to === id);
  const lineOf = (flow: Flow, inside: string, beside: string, y: number, gutter: number): Line[] => {
    const [functionBox, service] = [boxes.get(inside), boxes.get(beside)];
    if (functionBox === undefined || service === undefined) return [];
    const isInto = flow.to === inside;
    const ports = (isInto ? lanes.into : lanes.outOf).filter(
      ({ from, to }) => from === inside || to === inside,
    );
    const x = along(functionBox.x + 16, functionBox.width - 16, ports.indexOf(flow), ports.length);
    const stubs = touching(beside);
    const stub = along(service.y, service.height, stubs.indexOf(flow), stubs.length);
    const path = [
      { x, y: isInto ? functionBox.y : bottom(functionBox) },
      { x, y },
      { x: gutter, y },
      { x: gutter, y: stub },
      { x: service.x, y: stub },
    ];
    return [
      {
        kind: flow.kind,
        path: isInto ? path.reverse() : path,
        label: { text: flow.label, at: { x: service.x - 9, y: stub - 4 }, anchor: 'end' },
        title: flow.label,
      },
    ];
  };
  const { into, outOf, firstAbove, firstBelow, firstGutter } = lanes;
  return [
    // further out is further right, so that a line crosses as few others as can be
    ...into.flatMap((flow, index) =>
      lineOf(
        flow,
        flow.to,
        flow.from,
        firstAbove + index * lane,
        firstGutter + (all.length - 1 - index) * lane,
      ),
    ),
    ...outOf.flatMap((flow, index) =>
      lineOf(
        flow,
        flow.from,
        flow.to,
        firstBelow + (outOf.length - 1 - index) * lane,
        firstGutter + (outOf.length - 1 - index) * lane,
      ),
    ),
  ];
}

/** Between neighbours: down a column, or across to what stands beside it. */
function straightLines({ flows }: Architecture, { boxes, lanes }: Layout): Line[] {
  const lateral = new Set([...lanes.into, ...lanes.outOf]);
  return flows.flatMap((flow): Line[] => {
    if (lateral.has(flow)) return [];
    const from = boxes.get(flow.from);
    const to = boxes.get(flow.to);
    if (from === undefined || to === undefined) return [];
    const path = between(from, to);
    const [start, end] = [path[0], path.at(-1)];
    if (start === undefined || end === undefined) return [];
    const isVertical = start.x === end.x;
    return [
      {
        kind: flow.kind,
        path,
        label: {
          text: flow.label,
          at: isVertical
            ? { x: start.x + 6, y: (start.y + end.y) / 2 + 3 }
            : { x: (start.x + end.x) / 2, y: end.y - 5 },
          anchor: isVertical ? 'start' : 'middle',
        },
        title: flow.label,
      },
    ];
  });
}

function between(from: Box, to: Box): Polyline {
  const overlap = Math.min(right(from), right(to)) - Math.max(from.x, to.x);
  if (overlap > 0) {
    const x = Math.max(from.x, to.x) + overlap / 2;
    return from.y < to.y
      ? [
          { x, y: bottom(from) },
          { x, y: to.y },
        ]
      : [
          { x, y: from.y },
          { x, y: bottom(to) },
        ];
  }
  const y = middle(to).y;
  return from.x < to.x
    ? [
        { x: right(from), y },
        { x: to.x, y },
      ]
    : [
        { x: from.x, y },
        { x: right(to), y },
      ];
}

function callerLines({ acceptsWebhooks, edge }: Architecture, layout: Layout): Line[] {
  const [first] = edge;
  const entrance = first === undefined ? undefined : layout.boxes.get(first.id);
  if (entrance === undefined) return [];
  const call = middle(entrance).y;
  const lines: Line[] = [
    {
      kind: 'request',
      path: [
        { x: right(layout.callers), y: call },
        { x: entrance.x, y: call },
      ],
      title: 'Signed requests',
    },
  ];
  if (!acceptsWebhooks) return lines;
  const x = entrance.x + entrance.width / 2;
  const out = bottom(layout.outside) - 12;
  lines.push({
    kind: 'event',
    path: [
      { x: right(layout.outside), y: out },
      { x, y: out },
      { x, y: entrance.y },
    ],
    label: { text: 'webhooks', at: { x: x + 6, y: entrance.y - 12 }, anchor: 'start' },
    title: 'Webhooks, signed by the provider',
  });
  return lines;
}
