/**
 * Statuses under which a cluster or an instance serves nobody. Others serve: a cluster that is backed up or modified is not
 * down.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Status.html and
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.DBInstance.Status.html
 */
const outOfService: ReadonlySet<string> = new Set([
  'cloning-failed',
  'creating',
  'deleting',
  'failed',
  'failing-over',
  'inaccessible-encryption-credentials',
  'inaccessible-encryption-credentials-recoverable',
  'incompatible-network',
  'incompatible-option-group',
  'incompatible-parameters',
  'incompatible-restore',
  'migrating',
  'migration-failed',
  'promoting',
  'rebooting',
  'restore-error',
  'starting',
  'stopped',
  'stopping',
  'storage-full',
  'upgrading',
]);

/**
 * Whether a cluster works: a cluster whose only instance is dead says that it is available, so an instance must serve too.
 *
 * @param cluster status of the cluster; undefined when there is none
 */
export function isServing(cluster: string | undefined, instances: readonly (string | undefined)[]): boolean {
  return [[cluster], instances].every((statuses) =>
    statuses.some((status) => status !== undefined && !outOfService.has(status)),
  );
}
