import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import type { Construct } from 'constructs';
import { functionNames, liveAlias, taskTag, type FunctionName } from '../lambda/contract/functions';
import { parameters } from '../lambda/contract/parameters';
import type { Artifacts } from './artifacts';
import type { PlatformConfig } from './config';
import { ApiDomain } from './constructs/api-domain';
import { DeadLetterQueue } from './constructs/dead-letter-queue';
import { FunctionSchedules } from './constructs/function-schedules';
import { PaymentApi } from './constructs/payment-api';
import { PaymentEvents } from './constructs/payment-events';
import { PaymentFunction } from './constructs/payment-function';
import { PaymentSaga } from './constructs/payment-saga';
import { Tracing } from './constructs/tracing';
import { domainOf } from './lib/domain';
import { keepSessions, putEvents, receiveMessages, sendMessages, startSagas } from './lib/permissions';
import { PlatformStack } from './lib/platform-stack';
import type { DataOutputs, NetworkOutputs, ServiceOutputs, WatchedFunction } from './outputs';

/**
 * What takes payments: an API in front of a function, two sagas for what takes several steps, a bus that tells what has
 * happened, and schedules that do what nobody asks for.
 */
export class ServiceStack extends PlatformStack implements ServiceOutputs {
  readonly functions: ServiceOutputs['functions'];
  readonly api: ServiceOutputs['api'];
  readonly queues: ServiceOutputs['queues'];
  readonly bus: ServiceOutputs['bus'];
  readonly stateMachineArns: readonly string[];
  readonly schedules: ServiceOutputs['schedules'];

  constructor(
    scope: Construct,
    id: string,
    config: PlatformConfig,
    network: NetworkOutputs,
    data: DataOutputs,
    artifacts: Artifacts,
  ) {
    super(scope, id, config);
    const { environment } = config;
    const { naming, options } = this;
    const { data: keyArn, logs: logKeyArn } = data.keyArns;
    const surroundings = { environment, naming, network, data, artifacts };

    const events = new PaymentEvents(this, 'Events', { environment, naming, keyArn });
    const missedCalls = new DeadLetterQueue(this, 'MissedCalls', {
      environment,
      naming,
      noun: 'schedules',
      keyArn,
    });

    const consumer = new PaymentFunction(this, 'Consumer', {
      surroundings,
      name: 'consumer',
      description: 'Does what follows from an event, and the steps of the sagas',
      statements: receiveMessages(environment, events.queue.queueArn, keyArn),
      reaches: { provider: true },
    });
    const saga = { environment, naming, worker: consumer, logKeyArn };
    const capture = new PaymentSaga(this, 'Capture', { ...saga, operation: 'capture' });
    const refund = new PaymentSaga(this, 'Refund', { ...saga, operation: 'refund' });
    this.stateMachineArns = [capture.stateMachineArn, refund.stateMachineArn];
    const api = new PaymentFunction(this, 'Api', {
      surroundings,
      name: 'api',
      description: 'Answers the payment API',
      statements: [...keepSessions(environment, data), startSagas(this.stateMachineArns)],
      reaches: { sessions: true, provider: true },
    });
    const relay = new PaymentFunction(this, 'Relay', {
      surroundings,
      name: 'relay',
      description: 'Puts the events of the outbox on the bus',
      timeoutInSeconds: 55,
      statements: [putEvents(events.bus.busArn), ...sendMessages(environment, missedCalls.queueArn, keyArn)],
    });
    const reconciler = new PaymentFunction(this, 'Reconciler', {
      surroundings,
      name: 'reconciler',
      description: 'Finds out what became of payments that nobody knows the state of',
      timeoutInSeconds: 240,
      statements: sendMessages(environment, missedCalls.queueArn, keyArn),
      reaches: { provider: true },
    });
    const migrator = new PaymentFunction(this, 'Migrator', {
      surroundings,
      name: 'migrator',
      description: 'Brings the schema of the database up to a version, when the pipeline asks',
      timeoutInSeconds: 900,
      task: taskTag.migrations,
    });

    const domain = domainOf(environment, options);
    const paymentApi = new PaymentApi(this, 'PaymentApi', {
      naming,
      handler: api,
      logKeyArn,
      hasCustomDomain: domain.mode === 'delegated',
    });
    const { hostName } = new ApiDomain(this, 'Domain', { environment, domain, api: paymentApi });
    new Tracing(this, 'Tracing', { naming, apiSegment: `${paymentApi.apiName}/${paymentApi.stageName}` });

    this.functions = watched({ api, consumer, relay, reconciler, migrator });
    this.api = { name: paymentApi.apiName, stage: paymentApi.stageName };
    this.bus = events.deliverTo(consumer);
    this.queues = { paymentEvents: events.queue.watched };
    this.schedules = this.schedule(relay, reconciler, missedCalls, keyArn);
    this.publish('BusName', parameters.busName, events.bus.busName);
    const url = domain.mode === 'delegated' ? `https://${hostName}` : paymentApi.url;
    this.publish('ApiUrl', parameters.apiUrl, url);
    this.publish('CaptureSagaArn', parameters.captureSagaArn, capture.stateMachineArn);
    this.publish('RefundSagaArn', parameters.refundSagaArn, refund.stateMachineArn);
  }

  /** What nobody asks for: the outbox is relayed each minute, and what stayed open is reconciled every five. */
  private schedule(
    relay: PaymentFunction,
    reconciler: PaymentFunction,
    { queueArn, queueName }: DeadLetterQueue,
    queueKeyArn: string,
  ): ServiceOutputs['schedules'] {
    const { groupName } = new FunctionSchedules(this, 'Schedules', {
      environment: this.config.environment,
      naming: this.naming,
      noun: 'schedules',
      deadLetterQueueArn: queueArn,
      queueKeyArn,
      schedules: {
        Outbox: {
          noun: 'outbox',
          description: 'Relays the outbox',
          expression: 'rate(1 minute)',
          target: relay,
          maximumAgeInSeconds: 60,
        },
        Reconciliation: {
          noun: 'reconciliation',
          description: 'Reconciles open payments with the provider',
          expression: 'rate(5 minutes)',
          target: reconciler,
          maximumAgeInSeconds: 300,
        },
      },
    });
    return { groupName, deadLetterName: queueName };
  }

  private publish(id: string, path: string, value: string): void {
    new SsmParameter(this, id, { name: this.naming.parameter(path), type: 'String', value });
  }
}

function watched(functions: Readonly<Record<FunctionName, PaymentFunction>>): ServiceOutputs['functions'] {
  return Object.fromEntries(
    functionNames.map((name): [FunctionName, WatchedFunction] => {
      const { functionName, timeoutInSeconds } = functions[name];
      return [name, { name: functionName, alias: liveAlias, timeoutInSeconds }];
    }),
  ) as Record<FunctionName, WatchedFunction>;
}
