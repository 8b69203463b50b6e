import type { RecoveryHook } from '@redoubt/contracts';

/** A function that a service offers to failovers. */
export interface ServiceHook {
  /** Name of the service, as its parameter says. */
  readonly service: string;
  readonly hook: RecoveryHook;
  readonly functionArn: string;
}

const hookName = /\/services\/([a-z][a-z0-9-]*)\/recovery\/(open|recover|probe|book)$/;

/**
 * Reads hooks from parameters; others below the services' path are none of failover's business.
 *
 * Sorted by service, so that every run and report has one order.
 */
export function hooksIn(parameters: readonly { readonly name: string; readonly value: string }[]): ServiceHook[] {
  return parameters
    .flatMap(({ name, value }) => {
      const [, service, hook] = hookName.exec(name) ?? [];
      if (service === undefined || hook === undefined) return [];
      return [{ service, hook: hook as RecoveryHook, functionArn: value }];
    })
    .sort((left, right) => (left.service < right.service ? -1 : 1));
}
