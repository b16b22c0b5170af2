import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import { Construct } from 'constructs';
import { liveAlias } from '../../lambda/contract/functions';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { sendMessages } from '../lib/permissions';
import { isWithin, requireThat } from '../lib/validation';
import { ServiceRole } from './service-role';
import type { VpcFunction } from './vpc-function';

export interface FunctionSchedule {
  /** What is done regularly; the schedule is named so. */
  readonly noun: string;
  readonly description: string;
  /** Such as `rate(5 minutes)`; a minute is the shortest there is. */
  readonly expression: string;
  /** Must be allowed to send to the dead-letter queue, as Lambda sends there with the function's own role. */
  readonly target: VpcFunction;
  /**
   * Seconds after which a call is not worth making any more, as the next one does its work: 60 to 21600.
   */
  readonly maximumAgeInSeconds: number;
}

export interface FunctionSchedulesProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** What the group and its role are named after. */
  readonly noun: string;
  /** The schedules, by construct id. */
  readonly schedules: Readonly<Record<string, FunctionSchedule>>;
  /** Takes the calls that failed, from the scheduler and from Lambda. */
  readonly deadLetterQueueArn: string;
  /** Encrypts the dead-letter queue. */
  readonly queueKeyArn: string;
}

/** Functions called regularly, at their live alias, by a role that may do nothing else. */
export class FunctionSchedules extends Construct {
  readonly groupName: string;

  constructor(scope: Construct, id: string, props: FunctionSchedulesProps) {
    super(scope, id);
    const { environment, naming, noun } = props;
    const schedules = Object.entries(props.schedules);
    requireThat(
      this,
      schedules.map(([name, { maximumAgeInSeconds }]) => ({
        holds: isWithin(maximumAgeInSeconds, 60, 21_600),
        otherwise: `maximumAgeInSeconds of ${name} is ${maximumAgeInSeconds} where 60 to 21600 are allowed`,
      })),
    );
    const name = naming.name(noun);
    const group = new SchedulerScheduleGroup(this, 'Group', { name });
    const role = new ServiceRole(this, 'Caller', {
      name,
      description: `Calls the functions that ${name} schedules`,
      service: 'scheduler.amazonaws.com',
      // of the group: the scheduler does not name the schedule
      trustConditions: {
        StringEquals: { 'aws:SourceAccount': environment.account },
        ArnEquals: {
          'aws:SourceArn': `arn:aws:scheduler:${environment.region}:${environment.account}:schedule-group/${name}`,
        },
      },
      statements: [
        {
          sid: 'CallFunctions',
          actions: ['lambda:InvokeFunction'],
          resources: schedules.map(([, { target }]) => target.aliasArn),
        },
        ...sendMessages(environment, props.deadLetterQueueArn, props.queueKeyArn),
      ],
    });
    for (const [key, schedule] of schedules) {
      const schedulePath = new Construct(this, key);
      new SchedulerSchedule(schedulePath, 'Schedule', {
        name: naming.name(schedule.noun),
        description: schedule.description,
        groupName: group.name,
        scheduleExpression: schedule.expression,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: schedule.target.aliasArn,
          roleArn: role.roleArn,
          retryPolicy: {
            maximumEventAgeInSeconds: schedule.maximumAgeInSeconds,
            maximumRetryAttempts: 2,
          },
          deadLetterConfig: { arn: props.deadLetterQueueArn },
        },
        dependsOn: [role.policy],
      });
      // the scheduler hands the call over and is done: what then fails is Lambda's to repeat and to put aside
      new LambdaFunctionEventInvokeConfig(schedulePath, 'Retries', {
        functionName: schedule.target.functionName,
        qualifier: liveAlias,
        maximumEventAgeInSeconds: schedule.maximumAgeInSeconds,
        maximumRetryAttempts: 1,
        destinationConfig: { onFailure: { destination: props.deadLetterQueueArn } },
        dependsOn: [schedule.target.alias],
      });
    }
    this.groupName = group.name;
  }
}
