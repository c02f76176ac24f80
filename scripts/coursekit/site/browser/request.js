/** The file a learner sends to ask for a certificate: `course-request/1`. */

import { chosen, seconds } from "./attempt.js";

/**
 * @typedef {{jurisdiction: string, profession: string, number: string}} License
 * @typedef {{name: string, email: string, licenses: License[]}} Learner
 * @typedef {{text: string, name: string}} Attestation
 */

/**
 * Builds the request. An attempt that was handed in before keeps its time and its id, so the
 * provider sees one request however often the file is saved.
 * @param {object} from
 * @param {{id: string, version: string}} from.course
 * @param {import("./attempt.js").Attempt} from.attempt handed in
 * @param {Learner} from.learner
 * @param {Attestation} from.attestation
 * @param {Date} [from.now]
 */
export function buildRequest({ course, attempt, learner, attestation, now = new Date() }) {
  return {
    format: "course-request/1",
    course: { id: course.id, version: course.version },
    request: attempt.request,
    created: seconds(now.toISOString()),
    learner: {
      name: learner.name,
      ...(learner.email ? { email: learner.email } : {}),
      licenses: learner.licenses,
    },
    exam: {
      attempt: attempt.number,
      started: attempt.started,
      submitted: attempt.submitted,
      answers: attempt.order.map(({ question, hash, shown }) => ({
        question,
        hash,
        shown,
        chosen: chosen(attempt, question),
      })),
    },
    attestation: { text: attestation.text, name: attestation.name, accepted: true },
  };
}

/**
 * A name that says nothing of the person or the topic; the date is the learner's own.
 * @param {Date} [now]
 */
export function fileName(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `course-request-${day}.json`;
}

/**
 * Saves a text as a file of this device. Nothing is sent anywhere.
 * @param {string} name
 * @param {string} text
 */
export function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
