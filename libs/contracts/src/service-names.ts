/** The services, in the order a payment meets them; failover watches from outside. */
export const serviceNames = ['validation', 'transactions', 'notifications', 'failover'] as const;
export type ServiceName = (typeof serviceNames)[number];
