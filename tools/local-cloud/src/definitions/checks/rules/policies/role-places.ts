/** Properties that hold the ARN of a role, and the service that assumes it. */
export const rolePlaces: readonly (readonly [type: string, path: string, service: string])[] = [
  ['AWS::Lambda::Function', 'Role', 'lambda.amazonaws.com'],
  ['AWS::StepFunctions::StateMachine', 'RoleArn', 'states.amazonaws.com'],
  ['AWS::Events::Rule', 'Targets.*.RoleArn', 'events.amazonaws.com'],
  ['AWS::Events::Rule', 'RoleArn', 'events.amazonaws.com'],
  ['AWS::ApiGateway::Account', 'CloudWatchRoleArn', 'apigateway.amazonaws.com'],
  ['AWS::ApiGateway::Method', 'Integration.Credentials', 'apigateway.amazonaws.com'],
  ['AWS::S3::Bucket', 'ReplicationConfiguration.Role', 's3.amazonaws.com'],
  ['AWS::EC2::FlowLog', 'DeliverLogsPermissionArn', 'vpc-flow-logs.amazonaws.com'],
  ['AWS::RDS::DBCluster', 'MonitoringRoleArn', 'monitoring.rds.amazonaws.com'],
  ['AWS::RDS::DBInstance', 'MonitoringRoleArn', 'monitoring.rds.amazonaws.com'],
  ['AWS::Backup::BackupSelection', 'BackupSelection.IamRoleArn', 'backup.amazonaws.com'],
];
