/**
 * One execution environment of Lambda, for tests: loads a bundled handler once and calls it for each message. What the
 * handler throws is told as Lambda tells it, and counts as an error; nothing is caught on the way.
 */
const [, , bundle] = process.argv;
const { handler } = require(bundle);

process.on('message', async ({ event, remaining }) => {
  const deadline = Date.now() + remaining;
  const context = { getRemainingTimeInMillis: () => deadline - Date.now() };
  try {
    process.send({ result: (await handler(event, context)) ?? null });
  } catch (error) {
    process.send({ errorType: error.name, errorMessage: error.message });
  }
});
process.send({ ready: true });
