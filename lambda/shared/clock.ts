/** Tells the time in seconds since 1970, as DynamoDB counts the expiry of an item. */
export type Clock = () => number;

/** The one place that reads the real time. */
export const systemClock: Clock = () => Math.floor(Date.now() / 1000);

/** The same with fractions, as X-Ray counts. */
export const preciseClock: Clock = () => Date.now() / 1000;
