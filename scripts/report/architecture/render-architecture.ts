import { htmlText } from '../html-text';
import { tiers as tierNames, type Architecture, type FlowKind, type ServiceNode } from './architecture';
import { bottom, middle, right, type Box } from './geometry';
import { layOut, type Layout } from './layout';
import { linesOf, natBox, type Line } from './lines';
import { style } from './style';

/** A picture of a deployed system as SVG: the same text for the same architecture, on every machine. */
export function renderArchitecture(architecture: Architecture): string {
  const layout = layOut(architecture);
  const { height, width } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${htmlText(`The payment platform as deployed: environment ${architecture.environment}`)}</title>`,
    `<desc id="description">${htmlText(description(architecture))}</desc>`,
    `<style>${style}</style>`,
    '<defs>',
    ...(['data', 'event', 'failure', 'outside', 'request'] as const).map(
      (kind) =>
        `<marker id="${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head ${kind}" d="M0 0 8 4 0 8z"/></marker>`,
    ),
    '</defs>',
    `<rect width="${width}" height="${height}" class="page"/>`,
    text(
      layout.region.x,
      28,
      'heading',
      `Payment platform: ${architecture.environment} in ${architecture.region}`,
    ),
    ...frames(architecture, layout),
    ...linesOf(architecture, layout).map(line),
    ...nodes(architecture, layout),
    ...notes(architecture, layout),
    ...linesOf(architecture, layout).flatMap(label),
    ...legend(layout),
    '</svg>',
    '',
  ].join('\n');
}

function description({ functions, services, zones }: Architecture): string {
  return `${zones.length} availability zones with a public, an app and a database tier; the functions ${functions.map(({ name }) => name).join(', ')}; ${services.map(({ name, service }) => `${service} ${name}`).join(', ')}.`;
}

function frames({ region, zones }: Architecture, layout: Layout): string[] {
  const { region: regionBox, tiers, vpc } = layout;
  const heads = { public: 'Public tier', app: 'App tier', database: 'Database tier' };
  return [
    box(regionBox, 'region'),
    text(regionBox.x + 12, regionBox.y + 22, 'frame', `AWS ${region}`),
    box(vpc, 'vpc'),
    text(vpc.x + 12, vpc.y + 18, 'frame', 'VPC'),
    ...zones.flatMap(({ name }, index) => {
      const zone = layout.zones[index];
      if (zone === undefined) return [];
      return [box(zone, 'zone'), text(middle(zone).x, zone.y + 15, 'frame middle', name)];
    }),
    ...tierNames.flatMap((tier) => [
      box(tiers[tier], `tier ${tier}`),
      // at the right where lines to the database come down at the left
      tier === 'database'
        ? text(right(tiers[tier]) - 8, tiers[tier].y + 15, 'tier-head end', heads[tier])
        : text(tiers[tier].x + 8, tiers[tier].y + 15, 'tier-head', heads[tier]),
    ]),
  ];
}

/** What stands over lines: how a tier gets out, and the address range of each of its subnets. */
function notes({ endpoints, zones }: Architecture, { tiers, zones: zoneBoxes }: Layout): string[] {
  const ways = [
    'functions run in every zone',
    ...(zones.some(({ natZone }) => natZone !== null) ? ['out through NAT'] : []),
  ];
  const endpointNote = endpoints.length === 0 ? [] : [`endpoints for ${endpoints.join(', ')}`];
  return [
    ...[...endpointNote, ways.join(' · ')].map((note, index) =>
      text(tiers.app.x + 8, bottom(tiers.app) - 20 - index * 13, 'note', note),
    ),
    ...zones.flatMap(({ cidrs }, index) =>
      tierNames.flatMap((tier) => {
        const zone = zoneBoxes[index];
        const cidr = cidrs[tier];
        if (zone === undefined || cidr === null) return [];
        return [text(middle(zone).x, bottom(tiers[tier]) - 6, 'note middle', cidr)];
      }),
    ),
  ];
}

function nodes(architecture: Architecture, layout: Layout): string[] {
  const { database, deadLetters, edge, functions, operations, outside, services, zones } = architecture;
  const placed = [...edge, ...services, ...deadLetters, ...operations].flatMap((service) => {
    const at = layout.boxes.get(service.id);
    return at === undefined ? [] : [node(at, service.kind, service.service, service.name, service.detail)];
  });
  return [
    node(layout.callers, 'outside', '', 'Merchants', 'signed requests'),
    ...(outside.length === 0 ? [] : [node(layout.outside, 'outside', '', 'Internet', ...outside)]),
    ...zones.flatMap(({ hasNat }, index) =>
      hasNat ? [node(natBox(layout, index), 'nat', '', 'NAT gateway', '')] : [],
    ),
    ...functions.flatMap(({ detail, id, name }) => {
      const at = layout.boxes.get(id);
      return at === undefined ? [] : [node(at, 'function', 'Lambda', name, detail)];
    }),
    ...(layout.cluster === null || database === null
      ? []
      : [
          box(layout.cluster, 'cluster'),
          text(
            layout.cluster.x + 10,
            layout.cluster.y + 16,
            'detail',
            `${database.name}: ${database.detail}`,
          ),
          ...zones.flatMap(({ instance }, index) => {
            const zone = layout.zones[index];
            if (instance === null || zone === undefined || layout.cluster === null) return [];
            const at = { x: zone.x + 14, y: layout.cluster.y + 26, width: zone.width - 28, height: 42 };
            return [node(at, 'instance', '', instance.name, instance.detail)];
          }),
        ]),
    ...placed,
  ];
}

/** A box of some lines: what AWS calls it, its name, what else is to be known. An empty one is left out. */
function node(
  at: Box,
  kind: ServiceNode['kind'] | 'function' | 'instance' | 'nat' | 'outside',
  service: string,
  name: string,
  ...details: readonly string[]
): string {
  const lines = [
    { style: 'service', size: 10, said: service },
    { style: 'name', size: 12.5, said: name },
    ...details.map((said) => ({ style: 'detail', size: 10, said })),
  ].filter(({ said }) => said !== '');
  const step = 15;
  const first = middle(at).y - ((lines.length - 1) * step) / 2 + 4;
  return [
    `<g class="node ${kind}"><title>${htmlText(lines.map(({ said }) => said).join(', '))}</title>`,
    `<rect x="${at.x}" y="${at.y}" width="${at.width}" height="${at.height}" rx="6"/>`,
    ...lines.map(
      ({ style: lineStyle, size, said }, index) =>
        `<text class="${lineStyle} middle" x="${middle(at).x}" y="${first + index * step}"${fitted(said, size, at.width - 10)}>${htmlText(said)}</text>`,
    ),
    '</g>',
  ].join('');
}

/** A character of the font is about this much as wide as it is high. */
const widthOfCharacter = 0.56;

/** A text that is too long for its box is set smaller. */
function fitted(said: string, size: number, room: number): string {
  const wanted = said.length * size * widthOfCharacter;
  if (wanted <= room) return '';
  return ` style="font-size:${Math.max(7.5, (size * room) / wanted).toFixed(1)}px"`;
}

function box({ height, width, x, y }: Box, name: string): string {
  return `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`;
}

function text(x: number, y: number, name: string, said: string): string {
  return `<text class="${name}" x="${x}" y="${y}">${htmlText(said)}</text>`;
}

function line({ arrow = true, kind, path, title }: Line): string {
  const [start, ...rest] = path;
  if (start === undefined) return '';
  const drawn = `M${start.x} ${start.y}${rest.map(({ x, y }) => `L${x} ${y}`).join('')}`;
  return `<path class="line ${kind}" d="${drawn}"${arrow ? ` marker-end="url(#${kind})"` : ''}><title>${htmlText(title)}</title></path>`;
}

function label({ kind, label: said }: Line): string[] {
  if (said === undefined) return [];
  return [
    `<text class="label ${kind} ${said.anchor}" x="${said.at.x}" y="${said.at.y}">${htmlText(said.text)}</text>`,
  ];
}

const meanings: readonly [FlowKind | 'outside', string][] = [
  ['request', 'call that waits for its answer'],
  ['event', 'event or message'],
  ['data', 'reads and writes'],
  ['failure', 'given up, for a person'],
  ['outside', 'through NAT'],
];

function legend({ legendY, region }: Layout): string[] {
  return meanings.map(([kind, meaning], index) => {
    const x = region.x + 12 + index * 215;
    return [
      `<path class="line ${kind}" d="M${x} ${legendY - 4}L${x + 34} ${legendY - 4}" marker-end="url(#${kind})"/>`,
      text(x + 42, legendY, 'detail', meaning),
    ].join('');
  });
}
