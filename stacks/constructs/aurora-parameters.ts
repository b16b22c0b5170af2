import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { Construct } from 'constructs';

/** A parameter, its value, and when a change of it takes effect. */
type Parameter = readonly [name: string, value: string, applyMethod: 'immediate' | 'pending-reboot'];

const family = 'aurora-mysql8.0';

/**
 * What the cluster does beyond its defaults. A static parameter is taken with `pending-reboot` only, and AWS answers with
 * it for every value that is the default.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html
 */
const ofCluster: readonly Parameter[] = [
  // backtrack and the binary log exclude each other
  ['binlog_format', 'OFF', 'pending-reboot'],
  ['require_secure_transport', 'ON', 'immediate'],
  ['tls_version', 'TLSv1.2,TLSv1.3', 'pending-reboot'],
  // without these two the log `audit` is exported and empty
  ['server_audit_logging', '1', 'immediate'],
  ['server_audit_events', 'CONNECT,QUERY_DDL,QUERY_DCL', 'immediate'],
  ['character_set_server', 'utf8mb4', 'immediate'],
  ['collation_server', 'utf8mb4_0900_ai_ci', 'immediate'],
];

/** What is managed for each instance; all three have the same, as each can become the writer. */
const ofInstances: readonly Parameter[] = [
  // without it the log `slowquery` is exported and empty; a statement of a payment that takes a second is slow
  ['slow_query_log', '1', 'immediate'],
  ['long_query_time', '1', 'immediate'],
  // no gap locks: two payments of one merchant do not wait for each other
  ['transaction_isolation', 'READ-COMMITTED', 'immediate'],
];

/** The parameter group of the cluster and the one its instances share. */
export class AuroraParameters extends Construct {
  readonly clusterGroupName: string;
  readonly instanceGroupName: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.clusterGroupName = new RdsClusterParameterGroup(this, 'Cluster', {
      name,
      family,
      description: 'Can be turned back, is reached over TLS, is audited',
      parameter: ofCluster.map(asBlock),
    }).name;
    this.instanceGroupName = new DbParameterGroup(this, 'Instances', {
      name,
      family,
      description: 'Logs slow statements, isolates transactions',
      parameter: ofInstances.map(asBlock),
    }).name;
  }
}

const asBlock = ([name, value, applyMethod]: Parameter) => ({ name, value, applyMethod });
