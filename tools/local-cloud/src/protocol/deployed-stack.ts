/** A stack as it is deployed now. */
export interface DeployedStack {
  /** Folder name of the app, e.g. `services/validation`. */
  readonly app: string;
  readonly stackName: string;
  readonly region: string;
  /** SHA-256 of the template, which names its functions' code by digest. */
  readonly digest: string;
}

/** Names the stack to change. */
export interface StackCall {
  readonly stackName: string;
}

/** Numbers of resources that a change has put and removed. */
export interface StackChanges {
  readonly put: number;
  readonly removed: number;
}
