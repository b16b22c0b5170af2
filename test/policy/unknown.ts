/** A value of which the parts that are null are not known before the references are. */
export const unknown = (parts: readonly (string | null)[], ...waits_for: string[]): object => ({
  $unknown: { parts, waits_for },
});
