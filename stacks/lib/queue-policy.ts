import type { Environment } from '../config';
import { policyDocument, type Statement } from './policy-document';

/** The ARN of a queue, for the policy that is part of it and for what must be there before it. */
export function queueArn({ account, region }: Environment, name: string): string {
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

/**
 * The policy of a queue: nobody without TLS, and EventBridge for these rules and buses alone.
 *
 * Whoever else may send or receive is said by the roles of this account. It belongs to the queue itself and is no resource
 * of its own, so that there is no moment at which the queue takes messages without it.
 */
export function queuePolicy(arn: string, eventSourceArns: readonly string[]): string {
  const statements: Statement[] = [
    {
      sid: 'OnlyEncrypted',
      effect: 'Deny',
      principals: '*',
      actions: ['sqs:*'],
      resources: [arn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
  if (eventSourceArns.length > 0) {
    statements.push({
      sid: 'EventBridge',
      principals: { Service: 'events.amazonaws.com' },
      actions: ['sqs:SendMessage'],
      resources: [arn],
      conditions: { ArnEquals: { 'aws:SourceArn': eventSourceArns } },
    });
  }
  return policyDocument(statements);
}
