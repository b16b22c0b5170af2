import { xmlResponse } from '../error-response';
import { UnknownCallError, type Gap, type MakeGap } from './gap';

/**
 * Operations that moto takes for another one because it does not look at their query: it answers a request for the
 * metrics of a bucket with a list of its objects, and would delete the bucket where they are to be deleted.
 */
const misread =
  /^(Get|Put|Delete|List|Update|Create)Bucket(Abac|Analytics|IntelligentTiering|Metrics|Metadata)|^DeleteBucketInventory|^CreateSession$|ObjectAnnotations?$|^GetObjectTorrent$|^RenameObject$|^UpdateObjectEncryption$/;

/** S3: who pays for requests, which the provider reads of every bucket; and what moto would misread. */
export const makeS3Gap: MakeGap = (): Gap => {
  const payers = new Map<string, string>();
  return {
    service: 's3',
    matches: (call) => /^(Get|Put)BucketRequestPayment$/.test(call.action) || misread.test(call.action),
    handle: (call) => {
      const bucket = call.labels['Bucket'] ?? '';
      if (call.action === 'GetBucketRequestPayment') {
        const payer = payers.get(bucket) ?? 'BucketOwner';
        return xmlResponse(
          `<RequestPaymentConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Payer>${payer}</Payer></RequestPaymentConfiguration>`,
        );
      }
      if (call.action !== 'PutBucketRequestPayment') throw new UnknownCallError(call.action);
      const payer = /<Payer>(BucketOwner|Requester)<\/Payer>/.exec(call.request.body.toString('utf8'))?.[1];
      payers.set(bucket, payer ?? 'BucketOwner');
      return xmlResponse('');
    },
  };
};
