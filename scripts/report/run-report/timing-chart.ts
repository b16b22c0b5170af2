import { formatDuration } from '../duration';
import { htmlText } from '../html-text';
import type { RunStep } from './run-report';

/** One bar a step, placed on the time of the whole run. */
export function timingChart(steps: readonly RunStep[]): string {
  if (steps.length === 0) return '<p class="muted">No step was timed.</p>';
  const start = Math.min(...steps.map(({ startedMs }) => startedMs));
  const end = Math.max(...steps.map(({ startedMs, durationMs }) => startedMs + durationMs));
  const whole = Math.max(1, end - start);
  return `<ol class="timing">${steps.map((step) => row(step, start, whole)).join('\n')}</ol>
<p class="muted">${formatDuration(end - start)} in all</p>`;
}

function row(
  { name, outcome, startedMs, durationMs, detail }: RunStep,
  start: number,
  whole: number,
): string {
  const left = percent((startedMs - start) / whole);
  const width = percent(durationMs / whole);
  const time = outcome === 'skipped' ? 'skipped' : formatDuration(durationMs);
  const note = detail === undefined ? '' : `<span class="muted detail">${htmlText(detail)}</span>`;
  return `<li class="${outcome}"><span class="step">${htmlText(name)}${note}</span><span class="track"><span class="bar" style="margin-left:min(${left}, 100% - 3px);width:max(3px, ${width})"></span></span><span class="time">${time}${outcome === 'failed' ? ' ✗' : ''}</span></li>`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
