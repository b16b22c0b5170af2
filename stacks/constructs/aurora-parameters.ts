import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { Construct } from 'constructs';

/** Not `immediate`: AWS takes a static parameter no other way, and it answers so for a value that is its default. */
const atStart = 'pending-reboot';

/**
 * What the database does beyond its defaults: parameter, value, and when a change takes effect.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html
 */
const parameters: readonly (readonly [name: string, value: string, applyMethod: string])[] = [
  // backtrack and the binary log exclude each other
  ['binlog_format', 'OFF', atStart],
  ['require_secure_transport', 'ON', 'immediate'],
  ['tls_version', 'TLSv1.2,TLSv1.3', atStart],
  // without these two the log `audit` is exported and empty
  ['server_audit_logging', '1', 'immediate'],
  ['server_audit_events', 'CONNECT,QUERY_DDL,QUERY_DCL', 'immediate'],
  // and without this one `slowquery`; a statement of a payment that takes a second is slow
  ['slow_query_log', '1', 'immediate'],
  ['long_query_time', '1', 'immediate'],
  ['character_set_server', 'utf8mb4', 'immediate'],
  ['collation_server', 'utf8mb4_0900_ai_ci', 'immediate'],
  // no gap locks: two payments of one merchant do not wait for each other
  ['transaction_isolation', 'READ-COMMITTED', 'immediate'],
];

/** The parameter group of the cluster; its instances have no other. */
export class AuroraParameters extends Construct {
  readonly groupName: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.groupName = new RdsClusterParameterGroup(this, 'Group', {
      name,
      family: 'aurora-mysql8.0',
      description: 'Backtrack, TLS only, audited',
      parameter: parameters.map(([parameter, value, applyMethod]) => ({
        name: parameter,
        value,
        applyMethod,
      })),
    }).name;
  }
}
