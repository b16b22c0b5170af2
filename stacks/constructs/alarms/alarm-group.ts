import { Construct } from 'constructs';
import type { Naming } from '../../lib/naming';
import type { AlarmCondition } from '../../lib/metrics/never-fires';
import { MetricAlarm } from '../metric-alarm';

export interface AlarmGroupProps {
  readonly naming: Naming;
  readonly topicArn: string;
}

/** An alarm of a group, but for what all of a group have in common. */
export interface AlarmOfGroup extends AlarmCondition {
  readonly noun: string;
  readonly meaning: string;
  /** Whether another alarm tells of this one. @default false */
  readonly silent?: boolean;
}

/** Alarms about one kind of thing. */
export abstract class AlarmGroup extends Construct {
  readonly #alarms: MetricAlarm[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly group: AlarmGroupProps,
  ) {
    super(scope, id);
  }

  get alarms(): readonly MetricAlarm[] {
    return this.#alarms;
  }

  protected alarm(id: string, { silent = false, ...alarm }: AlarmOfGroup): MetricAlarm {
    const { naming, topicArn } = this.group;
    const made = new MetricAlarm(this, id, { ...alarm, naming, topicArns: silent ? [] : [topicArn] });
    this.#alarms.push(made);
    return made;
  }
}
