/** PCI DSS 10.5.1 asks for twelve months of audit trail; CloudWatch knows 365 days and then 400. */
export const auditLogRetentionInDays = 400;

/** The network interfaces of a function keep a subnet or group busy for up to 45 minutes after the function is gone. */
export const deleteTimeoutBehindFunctions = '60m';
