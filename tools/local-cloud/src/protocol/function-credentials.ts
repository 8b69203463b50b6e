/**
 * Secret of every function's credentials; the access key is the function's name. It keeps nobody out of a loopback interface, and lets a
 * link that was tampered with be told from one that was signed.
 */
export const functionSecret = 'local';
