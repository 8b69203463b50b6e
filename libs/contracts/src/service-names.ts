/** The services, in the order a payment meets them; merchants says who may come in, failover watches from outside. */
export const serviceNames = ['validation', 'transactions', 'notifications', 'merchants', 'failover'] as const;
export type ServiceName = (typeof serviceNames)[number];
