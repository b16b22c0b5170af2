/** Makes names short: what every name of an environment begins and ends with says nothing in a picture of it. */
export interface Naming {
  short(name: string): string;
}

/** Takes `<product>-` and `-<suffix>` away: `payments-relay-dev` becomes `relay`. */
export function shortNames(product: string, suffix: string): Naming {
  return {
    short(name) {
      const withoutProduct = name.startsWith(`${product}-`) ? name.slice(product.length + 1) : name;
      return withoutProduct.endsWith(`-${suffix}`)
        ? withoutProduct.slice(0, -suffix.length - 1)
        : withoutProduct;
    },
  };
}
