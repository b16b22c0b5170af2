import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { reasonOf } from '../model/error';
import { EmulatorError } from './error';

/** Makes the versioned bucket that terraform keeps its state in; in an account of AWS the bootstrap stack does it. */
export async function createStateBucket(endpoint: string, bucket: string, region: string): Promise<void> {
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
  });
  try {
    await client.send(
      new CreateBucketCommand({
        Bucket: bucket,
        // the one region that must not be named
        ...(region !== 'us-east-1' && {
          CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' },
        }),
      }),
    );
    await client.send(
      new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
  } catch (cause) {
    throw new EmulatorError(
      `the state bucket ${bucket} cannot be made at ${endpoint}: ${reasonOf(cause)}; check that an emulator runs there`,
      { cause },
    );
  } finally {
    client.destroy();
  }
}
