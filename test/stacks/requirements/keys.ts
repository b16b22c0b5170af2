/** A reference to the key of the data stack that encrypts data, or to the one that encrypts logs. */
export const keyReference = (key: 'DataKey' | 'LogKey') =>
  expect.stringMatching(new RegExp(`^\\$\\{aws_kms_key\\.${key}_\\w+\\.arn\\}$`)) as string;
