/** What the provider waited for while an apply or a destroy went on, read off what terraform says. */
export class ProviderWaits {
  readonly #longest = new Map<string, { seconds: number; count: number }>();

  /** Takes a line such as `aws_kms_key.Data_Key: Creation complete after 1m13s [id=…]`. */
  hear(stack: string, detail: string): void {
    const match = /^(aws_\w+)\.\S+: (Creation|Destruction) complete after (?:(\d+)m)?(\d+)s/.exec(detail);
    if (match === null) return;
    const [, type = '', what, minutes = '0', seconds = '0'] = match;
    const key = `${stack} ${what === 'Creation' ? 'create' : 'destroy'} ${type}`;
    const { seconds: before, count } = this.#longest.get(key) ?? { seconds: 0, count: 0 };
    const took = Number(minutes) * 60 + Number(seconds);
    this.#longest.set(key, { seconds: Math.max(before, took), count: count + 1 });
  }

  /** `stack create type: 26 s (3)` for what took at least as long, in the order of the work. */
  atLeast(limitSeconds: number): string[] {
    return [...this.#longest]
      .filter(([, { seconds }]) => seconds >= limitSeconds)
      .map(([key, { seconds, count }]) => `${key}: up to ${seconds} s each (${count})`);
  }
}
