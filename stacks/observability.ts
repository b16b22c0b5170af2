import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { functionNames, type FunctionName } from '../lambda/contract/functions';
import type { PlatformConfig } from './config';
import type { AlarmGroup } from './constructs/alarms/alarm-group';
import { type AlarmGroupProps } from './constructs/alarms/alarm-group';
import { ApiAlarms } from './constructs/alarms/api-alarms';
import { BusinessAlarms } from './constructs/alarms/business-alarms';
import { DatabaseAlarms } from './constructs/alarms/database-alarms';
import { DeliveryAlarms } from './constructs/alarms/delivery-alarms';
import { FunctionAlarms } from './constructs/alarms/function-alarms';
import { OperationAlarms } from './constructs/alarms/operation-alarms';
import { PaymentsDown } from './constructs/alarms/payments-down';
import { QueueAlarms } from './constructs/alarms/queue-alarms';
import { TableAlarms } from './constructs/alarms/table-alarms';
import { Dashboard } from './constructs/dashboard';
import { DatabaseEvents } from './constructs/database-events';
import { HealthEvents } from './constructs/health-events';
import { NotificationTopic } from './constructs/notification-topic';
import { platformRows } from './lib/dashboard/platform-rows';
import { PlatformStack } from './lib/platform-stack';
import type { DataOutputs, NetworkOutputs, ServiceOutputs } from './outputs';

/** Seconds between the calls of those functions that have a schedule. */
const calledEverySeconds: Partial<Record<FunctionName, number>> = { relay: 60, reconciler: 300 };

/** The operations on the session table that the functions may call. */
const sessionOperations = ['GetItem', 'PutItem'];

/** Who is told when something is wrong, of what, and the page on which to see it. */
export class ObservabilityStack extends PlatformStack {
  constructor(
    scope: Construct,
    id: string,
    config: PlatformConfig,
    network: NetworkOutputs,
    data: DataOutputs,
    service: ServiceOutputs,
  ) {
    super(scope, id, config);
    const topic = this.notifications(data);
    const health = new HealthEvents(this, 'Health', {
      environment: config.environment,
      naming: this.naming,
      topic,
    });
    const group = { naming: this.naming, topicArn: topic.topicArn };

    const api = new ApiAlarms(this, 'EdgeAlarms', { ...group, api: service.api });
    const database = new DatabaseAlarms(this, 'DatabaseAlarms', {
      ...group,
      clusterId: data.database.clusterId,
    });
    const business = new BusinessAlarms(this, 'BusinessAlarms', group);
    const groups: AlarmGroup[] = [
      api,
      database,
      business,
      ...this.functions(group, service),
      ...this.queues(group, service, health),
      new TableAlarms(this, 'SessionAlarms', {
        ...group,
        noun: 'sessions',
        tableName: data.sessionTable.name,
        operations: sessionOperations,
      }),
      new DeliveryAlarms(this, 'DeliveryAlarms', {
        ...group,
        busName: service.bus.name,
        ruleNames: service.bus.ruleNames,
      }),
      new OperationAlarms(this, 'OperationAlarms', {
        ...group,
        backupVaultName: data.backupVaultName,
        stateMachineArns: service.stateMachineArns,
        natGatewayIds: network.natGatewayIds,
      }),
    ];
    const down = new PaymentsDown(this, 'PaymentsDown', {
      ...group,
      parts: {
        'edge-server-errors': api.serverErrors,
        'database-writer-cpu': database.writerCpu,
        'outbox-age': business.unsentEvents,
      },
    });
    new Dashboard(this, 'Dashboard', {
      naming: this.naming,
      region: config.environment.region,
      noun: 'overview',
      rows: platformRows({
        suffix: this.naming.suffix,
        data,
        service,
        sessionOperations,
        summaryAlarmArn: down.alarmArn,
        alarmArns: groups.flatMap(({ alarms }) => alarms.map(({ alarmArn }) => alarmArn)),
      }),
    });
    new TerraformOutput(this, 'NotificationTopicArn', {
      value: topic.topicArn,
      description: 'Subscribe whoever is to be told: a person, a pager, a chat',
    });
  }

  private notifications(data: DataOutputs): NotificationTopic {
    const { environment } = this.config;
    const { account, region } = environment;
    const topic = new NotificationTopic(this, 'Notifications', {
      environment,
      naming: this.naming,
      noun: 'notifications',
      databaseArns: DatabaseEvents.sources(environment, this.naming, data.database),
      ruleArns: [`arn:aws:events:${region}:${account}:rule/${HealthEvents.ruleName(this.naming)}`],
      email: this.options.alarmEmail,
    });
    new DatabaseEvents(this, 'DatabaseEvents', {
      naming: this.naming,
      topic,
      database: data.database,
      backupVaultName: data.backupVaultName,
    });
    return topic;
  }

  private functions(group: AlarmGroupProps, { functions }: ServiceOutputs): AlarmGroup[] {
    return functionNames.map(
      (noun) =>
        new FunctionAlarms(this, `${pascal(noun)}FunctionAlarms`, {
          ...group,
          noun,
          watched: functions[noun],
          calledEverySeconds: calledEverySeconds[noun],
        }),
    );
  }

  private queues(group: AlarmGroupProps, service: ServiceOutputs, health: HealthEvents): AlarmGroup[] {
    const { bus, queues, schedules } = service;
    const deadLetters = (deadLetterName: string) => ({ name: null, deadLetterName });
    const watched = {
      ...queues,
      bus: deadLetters(bus.deadLetterName),
      schedules: deadLetters(schedules.deadLetterName),
      health: deadLetters(health.deadLetterName),
    };
    return Object.entries(watched).map(
      ([key, { deadLetterName, name }]) =>
        new QueueAlarms(this, `${pascal(key)}QueueAlarms`, {
          ...group,
          noun: `${kebab(key)}-queue`,
          queueName: name,
          deadLetterName,
        }),
    );
  }
}

/** `paymentEvents` as `PaymentEvents`, for a construct id. */
function pascal(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** `paymentEvents` as `payment-events`, for a name. */
function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
