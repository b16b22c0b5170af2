import type { Construct } from 'constructs';
import { auroraClusterMetric, auroraRoleMetric } from '../../lib/metrics/services';
import type { Statistic } from '../../lib/metrics/metric';
import type { MetricAlarm } from '../metric-alarm';
import { AlarmGroup, type AlarmGroupProps } from './alarm-group';

const gibibyte = 1024 ** 3;
const tebibyte = 1024 ** 4;

/** 72 hours: the most Aurora can be wound back, and what the cluster is asked for. */
const backtrackWindowInMinutes = 72 * 60;

/**
 * db.r5.large has 16 GiB, three quarters of them buffer pool, and takes 1,000 connections by default:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Performance.html
 */
const instance = { connections: 1_000, leastFreeMemory: gibibyte };

export interface DatabaseAlarmsProps extends AlarmGroupProps {
  readonly clusterId: string;
}

/** An Aurora cluster whose writer is too busy, whose readers fall behind, or that can be wound back less far than meant. */
export class DatabaseAlarms extends AlarmGroup {
  /** Told of by whatever suppresses it. */
  readonly writerCpu: MetricAlarm;

  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id, props);
    const writer = (name: string, statistic: Statistic) =>
      auroraRoleMetric(props.clusterId, 'WRITER', name, statistic);

    this.writerCpu = this.alarm('WriterCpu', {
      noun: 'database-writer-cpu',
      meaning:
        'The writer of the database uses more than 80 % of its CPU: look at its top statements. Readers do not count, as an idle one would hide a busy writer.',
      signal: writer('CPUUtilization', 'Average'),
      is: '>',
      threshold: 80,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'missing',
      silent: true,
    });
    this.alarm('WriterMemory', {
      noun: 'database-writer-memory',
      meaning:
        'The writer of the database has less than 1 GiB of free memory and may restart. Look at connections and large sorts.',
      signal: writer('FreeableMemory', 'Minimum'),
      is: '<',
      threshold: instance.leastFreeMemory,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'missing',
    });
    this.alarm('Connections', {
      noun: 'database-connections',
      meaning: `The writer of the database has more than 80 % of its ${instance.connections} connections in use. Look at the concurrency of the functions.`,
      signal: writer('DatabaseConnections', 'Maximum'),
      is: '>',
      threshold: instance.connections * 0.8,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'missing',
    });
    this.alarm('CommitLatency', {
      noun: 'database-commit-latency',
      meaning: 'A commit takes longer than 50 ms on average: payments are slow and hold their locks longer.',
      signal: writer('CommitLatency', 'Average'),
      is: '>',
      threshold: 50,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'missing',
    });
    this.alarm('Deadlocks', {
      noun: 'database-deadlocks',
      meaning:
        'Transactions deadlock again and again, though each is retried. Look at SHOW ENGINE INNODB STATUS for the two.',
      signal: writer('Deadlocks', 'Average'),
      is: '>',
      threshold: 0,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'missing',
    });
    this.alarm('ReplicaLag', {
      noun: 'database-replica-lag',
      meaning:
        'A reader is more than 1 s behind the writer: reads are stale and a failover to it loses time.',
      signal: writer('AuroraReplicaLagMaximum', 'Maximum'),
      is: '>',
      threshold: 1_000,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'missing',
    });
    this.alarm('BacktrackWindow', {
      noun: 'database-backtrack-window',
      meaning:
        'The database can be wound back less than 72 hours. So it is in the first three days of a cluster; later its writes need more change records than Aurora keeps.',
      signal: writer('BacktrackWindowActual', 'Minimum'),
      is: '<',
      threshold: backtrackWindowInMinutes,
      datapoints: { alarm: 5, of: 5 },
      missingData: 'missing',
    });
    this.alarm('Volume', {
      noun: 'database-volume',
      meaning: 'The volume of the cluster has less than 10 TiB left of the 128 TiB it can grow to.',
      signal: auroraClusterMetric(props.clusterId, 'AuroraVolumeBytesLeftTotal', 'Minimum'),
      is: '<',
      threshold: 10 * tebibyte,
      datapoints: { alarm: 3, of: 3 },
      missingData: 'missing',
    });
  }
}
