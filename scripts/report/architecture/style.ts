/** Colours of lines by what flows, and of boxes by what kind of service it is; on white, as a README may be dark. */
const colours = {
  request: '#1d4ed8',
  event: '#b45309',
  data: '#047857',
  failure: '#b91c1c',
  outside: '#6b7280',
};

const fills: Readonly<Record<string, readonly [fill: string, stroke: string]>> = {
  function: ['#fff7ed', '#ea580c'],
  instance: ['#ecfdf5', '#047857'],
  nat: ['#f3f4f6', '#6b7280'],
  outside: ['#f9fafb', '#6b7280'],
  api: ['#eef2ff', '#4338ca'],
  firewall: ['#eef2ff', '#4338ca'],
  dns: ['#eef2ff', '#4338ca'],
  bus: ['#fdf2f8', '#be185d'],
  schedules: ['#fdf2f8', '#be185d'],
  queue: ['#fdf2f8', '#be185d'],
  'state-machine': ['#fdf2f8', '#be185d'],
  table: ['#ecfdf5', '#047857'],
  'dead-letters': ['#fef2f2', '#b91c1c'],
  backup: ['#ecfdf5', '#047857'],
  keys: ['#f3f4f6', '#4b5563'],
  parameters: ['#f3f4f6', '#4b5563'],
  dashboard: ['#fdf2f8', '#be185d'],
  notifications: ['#fdf2f8', '#be185d'],
  traces: ['#f3f4f6', '#4b5563'],
};

export const style = [
  'text{font-family:Helvetica,Arial,"Liberation Sans",sans-serif;fill:#1f2937;font-size:10px}',
  '.heading{font-size:17px;font-weight:bold}',
  '.frame{font-size:12px;font-weight:bold;fill:#4b5563}',
  '.tier-head{font-size:10.5px;font-weight:bold;fill:#374151}',
  '.note{font-size:9.5px;fill:#4b5563;paint-order:stroke;stroke:#fff;stroke-width:2.5px;stroke-linejoin:round}',
  '.service{font-size:10px;fill:#4b5563}',
  '.name{font-size:12.5px;font-weight:bold}',
  '.detail{font-size:10px;fill:#4b5563}',
  '.middle{text-anchor:middle}.end{text-anchor:end}.start{text-anchor:start}',
  '.page{fill:#fff}',
  '.region{fill:#fcfcfd;stroke:#9ca3af}',
  '.vpc{fill:#f8fafc;stroke:#7c3aed;stroke-width:1.5}',
  '.zone{fill:none;stroke:#7c3aed;stroke-dasharray:5 4}',
  '.tier{fill-opacity:.55;stroke:none}',
  '.public{fill:#e0f2fe}.app{fill:#ede9fe}.database{fill:#d1fae5}',
  '.cluster{fill:#fff;stroke:#047857}',
  '.node rect{stroke-width:1.2}',
  ...Object.entries(fills).map(
    ([kind, [fill, stroke]]) => `.node.${kind} rect{fill:${fill};stroke:${stroke}}`,
  ),
  '.line{fill:none;stroke-width:1.4}',
  '.line.outside{stroke-dasharray:4 3;stroke-width:1.1}',
  '.line.failure{stroke-dasharray:3 3}',
  '.label{font-size:9.5px;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}',
  ...Object.entries(colours).map(
    ([kind, colour]) =>
      `.line.${kind}{stroke:${colour}}.head.${kind}{fill:${colour}}.label.${kind}{fill:${colour}}`,
  ),
].join('');
