/** Which AWS a client speaks to. */
export interface AwsOptions {
  readonly region: string;
  /** Of the emulator; AWS itself where it is absent. */
  readonly endpoint?: string;
}

/** What a client of the AWS SDK needs to reach AWS or the emulator; credentials are its own only at AWS. */
export function clientOptions({ region, endpoint }: AwsOptions) {
  return endpoint === undefined
    ? { region }
    : { region, endpoint, credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' } };
}
