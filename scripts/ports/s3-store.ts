import type { ObjectStore } from '../model/ports';

export interface S3StoreOptions {
  readonly bucket: string;
  readonly region: string;
  /** Of the emulator; AWS itself where it is absent. */
  readonly endpoint?: string;
}

/** A bucket of S3, with the credentials the AWS SDK finds; loaded only when it is first asked. */
export function createS3Store(options: S3StoreOptions): ObjectStore {
  const connect = async () => {
    const sdk = await import('@aws-sdk/client-s3');
    const client = new sdk.S3Client({
      region: options.region,
      ...(options.endpoint === undefined
        ? {}
        : {
            endpoint: options.endpoint,
            forcePathStyle: true,
            credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
          }),
    });
    return { sdk, client };
  };
  let connection: ReturnType<typeof connect> | undefined;
  const bucket = options.bucket;

  return {
    get: async (key) => {
      const { sdk, client } = await (connection ??= connect());
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }));
        return Body === undefined ? null : await Body.transformToByteArray();
      } catch (thrown) {
        if (thrown instanceof sdk.NoSuchKey) return null;
        throw thrown;
      }
    },
    put: async (key, bytes) => {
      const { sdk, client } = await (connection ??= connect());
      await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    },
  };
}
