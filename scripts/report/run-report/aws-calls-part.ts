import { htmlText } from '../html-text';
import { formatCount } from '../printable';
import type { ServiceCalls } from './run-report';

/** Calls by service, the busiest first. */
export function awsCallsPart(services: readonly ServiceCalls[]): string {
  const sorted = [...services].sort(
    (left, right) => right.calls - left.calls || (left.service < right.service ? -1 : 1),
  );
  const most = Math.max(1, ...sorted.map(({ calls }) => calls));
  const rows = sorted.map(
    ({ service, calls, errors }) =>
      `<li><span class="step">${htmlText(service)}</span><span class="track"><span class="bar" style="width:max(3px, ${((calls / most) * 100).toFixed(2)}%)"></span></span><span class="time">${formatCount(calls)}${errors === 0 ? '' : ` <span class="errors">${formatCount(errors)} refused</span>`}</span></li>`,
  );
  return rows.length === 0
    ? '<p class="muted">No call was made.</p>'
    : `<ol class="timing">${rows.join('\n')}</ol>`;
}
