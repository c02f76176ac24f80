/** `@digitalcredentials/verifier-core`, the verifier of the Digital Credentials Consortium. */

import { verifyCredential } from "@digitalcredentials/verifier-core";

/**
 * Its answer to each step: true, false, or the name of the error that kept it from answering.
 * @param {object} credential
 */
export async function askCore(credential) {
  const { errors, log } = await verifyCredential({ credential, knownDIDRegistries: [] });
  const steps = (log ?? []).map(({ id, valid, error }) => [id, error ? error.name : valid]);
  return { steps: Object.fromEntries(steps), error: errors?.[0].name ?? null };
}
