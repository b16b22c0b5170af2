/** A list of JSON part by part, an item each, as it stands among members with an indentation. */
export function* jsonList<T>(
  items: readonly T[],
  indentation: string,
  write: (item: T) => string,
): Generator<string> {
  const own = `\n${indentation}  `;
  let before = '[';
  for (const item of items) {
    yield `${before}${own}${write(item).replaceAll('\n', own)}`;
    before = ',';
  }
  yield items.length === 0 ? '[]' : `\n${indentation}]`;
}
