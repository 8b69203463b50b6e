import { DeploymentError, type DeploymentErrorCode } from '@redoubt/deployment';
import { DrillError } from '@redoubt/drill';
import { ArchiveError } from '@redoubt/ledger-archive';
import { LocalCloudError, type LocalCloudErrorCode } from '@redoubt/local-cloud';
import { CommanderError } from 'commander';
import { CliError, type Explanation } from './cli-error.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { explainArchiveError } from './explain-archive-error.ts';
import { commandLine } from './workspace.ts';

const exitCodeOf: Readonly<Record<LocalCloudErrorCode, ExitCode>> = {
  assembly_missing: exitCode.precondition,
  resource_unsupported: exitCode.failed,
  template_refused: exitCode.failed,
  template_unresolvable: exitCode.failed,
  port_in_use: exitCode.precondition,
  address_missing: exitCode.precondition,
  disk_full: exitCode.precondition,
  library_missing: exitCode.precondition,
  node_too_old: exitCode.precondition,
  data_dir_in_use: exitCode.precondition,
  data_dir_unusable: exitCode.precondition,
  region_failed: exitCode.failed,
  region_unknown: exitCode.usage,
  region_state_wrong: exitCode.precondition,
  deployment_refused: exitCode.failed,
  fault_refused: exitCode.usage,
  role_refused: exitCode.usage,
  not_running: exitCode.precondition,
  not_allowed: exitCode.precondition,
  control_failed: exitCode.failed,
};

const deploymentExitCodeOf: Readonly<Record<DeploymentErrorCode, ExitCode>> = {
  failover_running: exitCode.precondition,
  app_unknown: exitCode.usage,
  writer_astray: exitCode.precondition,
  step_failed: exitCode.failed,
};

/** Turns any error of a command into an explanation and an exit code; the only place that decides this. */
export function explainError(error: unknown): Explanation {
  if (error instanceof CliError) return error.explanation;
  if (error instanceof LocalCloudError) {
    const { code, message: what, why, fix } = error;
    return { code, what, why, fix, exitCode: exitCodeOf[code] };
  }
  if (error instanceof DeploymentError) {
    const { code, message: what, why, fix } = error;
    return { code, what, why, fix, exitCode: deploymentExitCodeOf[code] };
  }
  if (error instanceof ArchiveError) return explainArchiveError(error);
  if (error instanceof CommanderError) {
    return {
      code: 'usage',
      what: error.message.replace(/^error: /, ''),
      why: 'the command line does not fit the command',
      fix: `${commandLine('--help')}, or --help after the command`,
      exitCode: exitCode.usage,
    };
  }
  if (error instanceof DrillError && error.code === 'key_unusable') {
    return {
      code: error.code,
      what: error.message,
      why: 'evidence is signed, and its key must be readable by its owner alone',
      fix: `chmod 600 the file, or name another one by ${commandLine('drill run --signing-key FILE')}`,
      exitCode: exitCode.precondition,
    };
  }
  if (error instanceof DrillError) {
    return {
      code: error.code,
      what: error.message,
      why: 'the drill could not be carried out; this says nothing about the payments',
      fix: 'look into the logs named above, then run the drill again with the same --seed',
      exitCode: exitCode.failed,
    };
  }
  return {
    code: 'unexpected',
    what: error instanceof Error ? (error.stack ?? error.message) : String(error),
    why: 'this is a bug of the command',
    fix: 'report it with the lines above',
    exitCode: exitCode.failed,
  };
}
