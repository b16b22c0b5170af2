/** The library brings no types: https://github.com/ChristopheBougere/asl-validator#in-your-code */
declare module 'asl-validator' {
  /** Adds `QueryLanguage` to the states it is given: hand over a copy. */
  function validate(definition: unknown): {
    readonly isValid: boolean;
    readonly errors: readonly { readonly message: string }[];
  };
  export = validate;
}
