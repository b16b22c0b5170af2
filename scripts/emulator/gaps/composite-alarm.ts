import type { JsonObject, JsonValue } from '../../model/json';
import { escapeXml } from '../error-response';

const lists = ['AlarmActions', 'OKActions', 'InsufficientDataActions'] as const;
const texts = [
  'AlarmName',
  'AlarmDescription',
  'AlarmRule',
  'ActionsEnabled',
  'ActionsSuppressor',
  'ActionsSuppressorWaitPeriod',
  'ActionsSuppressorExtensionPeriod',
] as const;

/** A composite alarm as it was put; it never changes its state. */
export class CompositeAlarm {
  readonly arn: string;
  readonly tags: Map<string, string>;
  readonly #fields: URLSearchParams;

  /** An alarm that is put again keeps its tags. */
  constructor(arn: string, fields: URLSearchParams, tags?: ReadonlyMap<string, string>) {
    this.arn = arn;
    this.#fields = fields;
    this.tags = new Map(tags);
    if (tags === undefined) this.tag(fields);
  }

  /** Takes `Tags.member.N.Key` and `Tags.member.N.Value`. */
  tag(fields: URLSearchParams): void {
    for (const [key, name] of fields) {
      if (/^Tags\.member\.\d+\.Key$/.test(key))
        this.tags.set(name, fields.get(key.replace(/Key$/, 'Value')) ?? '');
    }
  }

  toXml(): string {
    const listed = lists.map((list) => {
      const members = [...this.#fields].filter(([key]) => key.startsWith(`${list}.member.`));
      return element(list, members.map(([, value]) => element('member', escapeXml(value))).join(''));
    });
    const said = texts.flatMap((name) => {
      const value = this.#fields.get(name) ?? (name === 'ActionsEnabled' ? 'true' : null);
      return value === null ? [] : [element(name, escapeXml(value))];
    });
    return [element('AlarmArn', this.arn), element('StateValue', 'OK'), ...said, ...listed].join('');
  }

  toJson(): JsonObject {
    const listed = lists.map((list): [string, string[]] => [
      list,
      [...this.#fields].flatMap(([key, value]) => (key.startsWith(`${list}.member.`) ? [value] : [])),
    ]);
    const said = texts.flatMap((name): [string, string | boolean | number][] => {
      if (name === 'ActionsEnabled') return [[name, this.#fields.get(name) !== 'false']];
      const value = this.#fields.get(name);
      if (value === null) return [];
      return [[name, name.endsWith('Period') ? Number(value) : value]];
    });
    const members: [string, JsonValue][] = [...said, ...listed];
    return { AlarmArn: this.arn, StateValue: 'OK', ...Object.fromEntries(members) };
  }

  tagsToXml(): string {
    return [...this.tags]
      .map(([key, value]) =>
        element('member', element('Key', escapeXml(key)) + element('Value', escapeXml(value))),
      )
      .join('');
  }
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
