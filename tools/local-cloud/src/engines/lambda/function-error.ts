/** A function's failure as its caller sees it: the payload of an invocation with `FunctionError`. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** A function threw, ran out of time or ended its process. `name` is the function's own error type. */
export class FunctionError extends Error {
  readonly failure: FunctionFailure;

  constructor(functionName: string, failure: FunctionFailure) {
    super(`${functionName} failed with ${failure.errorType}: ${failure.errorMessage}`);
    this.name = failure.errorType;
    this.failure = failure;
  }
}
