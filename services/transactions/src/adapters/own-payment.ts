/** Names a merchant's payment. Under any other merchant's name it is not there. */
export interface OwnPayment {
  readonly merchantId: string;
  readonly paymentId: string;
}
