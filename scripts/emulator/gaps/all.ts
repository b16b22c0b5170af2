import { makeApiGatewayGap } from './api-gateway';
import { makeBackupGap } from './backup';
import { makeCloudWatchGap } from './cloudwatch';
import type { Gap, MakeGap } from './gap';
import { makeLambdaGap } from './lambda';
import { makeRdsGap } from './rds';
import { makeS3Gap } from './s3';
import { makeSqsGap } from './sqs';
import { makeStatesGap } from './states';
import { makeXrayGap } from './xray';

const makers: readonly MakeGap[] = [
  makeApiGatewayGap,
  makeBackupGap,
  makeCloudWatchGap,
  makeLambdaGap,
  makeRdsGap,
  makeS3Gap,
  makeSqsGap,
  makeStatesGap,
  makeXrayGap,
];

/** Every gap there is, each with a memory of its own. */
export function makeGaps(account: string): readonly Gap[] {
  return makers.map((make) => make(account));
}
