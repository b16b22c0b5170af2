/** A value made when it is first asked for, and kept. */
export function once<T extends object | string>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** A value made when its key is first asked for, and kept with those `made` before. */
export function remembered<Key, T extends object | string | null>(
  made: Map<Key, T>,
  key: Key,
  make: () => T,
): T {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}
