import { gapOf, type Forward, type MakeGap } from './gap';

/**
 * RDS: moto keeps the automated snapshots of a cluster that was deleted with them (`DeleteAutomatedBackups`, which AWS
 * takes for true unless it is told otherwise); of an instance it does not.
 */
export const makeRdsGap: MakeGap = () =>
  gapOf('rds', {
    DeleteDBCluster: async (call, forward) => {
      const { DBClusterIdentifier: cluster, DeleteAutomatedBackups: removed } = call.parameters;
      if (typeof cluster !== 'string' || removed === 'false') return forward();
      const automated = await automatedSnapshots(cluster, forward);
      const answer = await forward();
      if (answer.status !== 200) return answer;
      for (const snapshot of automated) {
        await forward(query('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier: snapshot }));
      }
      return answer;
    },
  });

async function automatedSnapshots(cluster: string, forward: Forward): Promise<string[]> {
  const described = await forward(
    query('DescribeDBClusterSnapshots', { DBClusterIdentifier: cluster, SnapshotType: 'automated' }),
  );
  const names = described.body
    .toString('utf8')
    .matchAll(/<DBClusterSnapshotIdentifier>([^<]+)<\/DBClusterSnapshotIdentifier>/g);
  return [...names].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function query(action: string, fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ Action: action, Version: '2014-10-31', ...fields });
  return { body: Buffer.from(body.toString()) };
}
