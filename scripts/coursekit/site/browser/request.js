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
 * @param {import("./evaluation.js").Answers} from.evaluation
 * @param {{scene: string, worked: string}[]} from.scenes worked through, and when
 * @param {Date} [from.now]
 */
export function buildRequest(from) {
  const { course, attempt, learner, attestation, evaluation, scenes, now = new Date() } = from;
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
      answers: attempt.drawn.order.map(({ question, hash, shown }) => ({
        question,
        hash,
        shown,
        chosen: chosen(attempt, question),
      })),
    },
    attestation: { text: attestation.text, name: attestation.name, accepted: true },
    ...(Object.keys(evaluation).length ? { evaluation } : {}),
    ...(scenes.length ? { scenes } : {}),
  };
}
