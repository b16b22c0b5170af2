import { policyDocument, type Statement } from './policy-document';

/**
 * The policy of a queue: nobody without TLS, and EventBridge for these rules and buses alone.
 *
 * Whoever else may send or receive is said by the roles of this account.
 */
export function queuePolicy(queueArn: string, eventSourceArns: readonly string[]): string {
  const statements: Statement[] = [
    {
      sid: 'OnlyEncrypted',
      effect: 'Deny',
      principals: '*',
      actions: ['sqs:*'],
      resources: [queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
  if (eventSourceArns.length > 0) {
    statements.push({
      sid: 'EventBridge',
      principals: { Service: 'events.amazonaws.com' },
      actions: ['sqs:SendMessage'],
      resources: [queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': eventSourceArns } },
    });
  }
  return policyDocument(statements);
}
