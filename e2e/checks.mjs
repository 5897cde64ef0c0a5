// What every test here prints: a line for each check, in the order of the checks, with the time it took.

/** A check that took less than this does not tell its time, in milliseconds. */
const WORTH_TELLING = 1000;

/** Runs checks one after another; each stands on what those before it left, so the first failure is the last check. */
export async function run(checks, onFailure = async () => {}) {
  for (const [name, check] of Object.entries(checks)) {
    const start = Date.now();
    try {
      await check();
    } catch (error) {
      console.log(`FAILED  ${name}: ${String(error?.message ?? error).trim()}`);
      console.error(error?.stack ?? error);
      await onFailure();
      return false;
    }
    const took = Date.now() - start;
    console.log(`ok      ${name}${took < WORTH_TELLING ? '' : ` (${(took / 1000).toFixed(1)} s)`}`);
  }
  return true;
}

/** Waits until a function gives something true, and gives that; fails with what `describe` says. Times in milliseconds. */
export async function until(probe, describe, timeout = 60_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await probe();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(await describe());
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
