/** The looks of a run report: one sheet, light and dark, readable on a phone, nothing from outside. */
export const style = `
:root { color-scheme: light dark; --page: #f6f8fa; --card: #fff; --ink: #1f2328; --muted: #59636e; --line: #d1d9e0;
  --code: #eff1f3; --green: #1a7f37; --red: #cf222e; --amber: #9a6700; --violet: #8250df; --blue: #0969da;
  --added: #dafbe1; --removed: #ffebe9; --hidden: #fff8c5; }
@media (prefers-color-scheme: dark) { :root { --page: #010409; --card: #0d1117; --ink: #e6edf3; --muted: #9198a1; --line: #30363d;
  --code: #1c2128; --green: #3fb950; --red: #f85149; --amber: #d29922; --violet: #ab7df8; --blue: #58a6ff;
  --added: #12361f; --removed: #4a1a1c; --hidden: #3b2e0b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 20px 64px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 6px; }
h2 { font-size: 18px; margin: 0 0 14px; }
h3 { font-size: 15px; margin: 0 0 6px; }
section, header { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px 22px; margin: 0 0 18px; }
header { border-top: 5px solid var(--green); }
header.fail { border-top-color: var(--red); } header.undetermined { border-top-color: var(--violet); }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 14px; font-size: 14px; }
a { color: var(--blue); text-decoration: none; } a:hover { text-decoration: underline; }
.muted { color: var(--muted); } .facts, .detail { font-size: 13px; }
.verdict { display: inline-block; font-weight: 600; color: #fff; background: #1a7f37; border-radius: 999px; padding: 2px 14px; }
.fail .verdict { background: #cf222e; } .undetermined .verdict { background: #8250df; }
.numbers { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 16px 0 0; padding: 0; }
.numbers div { min-width: 90px; } .numbers dt { color: var(--muted); font-size: 13px; } .numbers dd { margin: 0; font-size: 20px; font-weight: 600; }
code, pre { font: 12.5px/1.6 ui-monospace, SFMono-Regular, 'DejaVu Sans Mono', Consolas, monospace; }
code { background: var(--code); border-radius: 5px; padding: 2px 5px; overflow-wrap: anywhere; }
pre { background: var(--code); border-radius: 8px; padding: 12px 14px; overflow-x: auto; margin: 8px 0; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
pre .added, pre .removed, pre .hidden, pre .note { display: inline-block; min-width: 100%; }
.added { background: var(--added); } .removed { background: var(--removed); } .hidden { background: var(--hidden); } .note { color: var(--muted); }
summary { cursor: pointer; padding: 3px 0; }
.timing { list-style: none; margin: 0; padding: 0; }
.timing li { display: grid; grid-template-columns: minmax(110px, 230px) 1fr minmax(86px, auto); gap: 12px; align-items: center; padding: 4px 0; }
.timing .detail { display: block; } .timing .time { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.track { background: var(--code); border-radius: 4px; display: block; overflow: hidden; } .bar { display: block; height: 14px; border-radius: 4px; background: var(--blue); }
.succeeded .bar { background: var(--green); } .failed .bar { background: var(--red); } .skipped .bar { background: transparent; } .skipped { color: var(--muted); } .errors { color: var(--red); }
.scroll { overflow-x: auto; } .graph { display: block; height: auto; }
.graph text { font: 12.5px system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; fill: var(--muted); white-space: pre; } .graph .name { font-weight: 600; font-size: 13.5px; fill: var(--ink); }
.graph rect { fill: var(--card); stroke: var(--line); stroke-width: 1.5; } .graph .changed rect { stroke: var(--blue); } .graph .destructive rect { stroke: var(--red); stroke-width: 2; }
.graph .deferred rect { stroke: var(--amber); stroke-dasharray: 6 4; } .graph .edge { fill: none; stroke: var(--muted); stroke-width: 1.5; } .graph marker path { fill: var(--muted); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13px; color: var(--muted); margin: 10px 0 0; padding: 0; list-style: none; }
.legend li::before { content: ''; display: inline-block; width: 22px; height: 12px; border: 2px solid var(--line); border-radius: 4px; margin-right: 6px; vertical-align: -1px; }
.legend .changed::before { border-color: var(--blue); } .legend .destructive::before { border-color: var(--red); } .legend .deferred::before { border: 2px dashed var(--amber); }
.finding { border-left: 4px solid var(--line); padding: 2px 0 2px 16px; margin: 0 0 22px; } .finding p { margin: 6px 0; }
.finding.fail { border-color: var(--red); } .finding.undetermined { border-color: var(--violet); } .finding.warn { border-color: var(--amber); } .finding.demand { border-color: var(--blue); }
.message { font-size: 16px; }
.pill { font-size: 12px; font-weight: 500; border: 1px solid currentColor; border-radius: 999px; padding: 1px 9px; color: var(--muted); } .critical, .high { color: var(--red); } .medium { color: var(--amber); }
.control { font-size: 12px; border: 1px solid var(--line); border-radius: 5px; padding: 1px 7px; color: var(--muted); white-space: nowrap; }
.frame { padding: 10px 0; } .line { display: block; padding: 0 14px 0 0; white-space: pre; } .offending { background: var(--removed); box-shadow: inset 3px 0 var(--red); } .number { display: inline-block; width: 52px; padding-right: 14px; text-align: right; color: var(--muted); user-select: none; }
.changes { list-style: none; padding-left: 18px; margin: 6px 0 14px; } .sign { display: inline-block; width: 16px; font-weight: 700; text-align: center; }
.create .sign { color: var(--green); } .update .sign { color: var(--amber); } .replace .sign, .delete .sign, .forget .sign { color: var(--red); }
.comment { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; } .comment-head { background: var(--page); border-bottom: 1px solid var(--line); padding: 8px 16px; font-size: 14px; } .comment-body { padding: 4px 18px 14px; }
.comment-body h2 { font-size: 20px; border-bottom: 1px solid var(--line); padding-bottom: 6px; margin: 16px 0 12px; } .comment-body h3 { font-size: 17px; margin: 20px 0 8px; } .comment-body h4 { margin: 16px 0 6px; }
.comment-body hr { border: 0; border-top: 1px solid var(--line); margin: 20px 0 10px; } .comment-body ul { padding-left: 22px; } .comment-body sub { vertical-align: baseline; font-size: 12px; color: var(--muted); }
@media (max-width: 640px) { main { padding: 10px 8px 40px; } section, header { padding: 14px; border-radius: 8px; } h1 { font-size: 21px; }
  .timing li { grid-template-columns: 1fr auto; gap: 2px 10px; } .timing .track { grid-column: 1 / -1; grid-row: 2; } .comment-body { padding: 2px 12px 12px; } .changes { padding-left: 4px; } }
@media print { body { background: #fff; } section, header { break-inside: avoid-page; } }
`;
