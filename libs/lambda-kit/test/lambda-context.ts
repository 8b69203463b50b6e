import type { Context } from 'aws-lambda';

/** The context of an invocation that has ten seconds left. */
export function aContext(): Context {
  return {
    functionName: 'test-function',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:test-function',
    memoryLimitInMB: '256',
    awsRequestId: '3f1c9a52-0000-4000-8000-000000000001',
    logGroupName: '/aws/lambda/test-function',
    logStreamName: 'test',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => 10_000,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
