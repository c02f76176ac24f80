/** What the exam page says at each point: the words, without what they do. */

import { chosen } from "./attempt.js";
import { button, make } from "./dom.js";

const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });
const clock = new Intl.DateTimeFormat("en", { timeStyle: "short" });

const date = (time) => day.format(new Date(time));

/**
 * Before the first attempt.
 * @param {number} questions how many there are
 * @param {() => void} begin
 */
export function startPanel(questions, begin) {
  const start = button("Begin the exam", begin);
  start.classList.add("md-button--primary");
  const text =
    `${questions} questions, no time limit. Each answer is saved on this device as you give it, ` +
    "so you can stop and come back. Nothing is sent until you send a file yourself.";
  return [make("p", {}, text), start];
}

/**
 * How far the learner is, and whether it is safe to close the page.
 * @param {import("./attempt.js").Attempt} attempt
 * @param {boolean} kept whether storage holds everything
 */
export function progressLine(attempt, kept) {
  const { number, order, started, answers } = attempt;
  const given = order.filter(({ question }) => chosen(attempt, question).length).length;
  const last = Object.values(answers)
    .map(({ t }) => t)
    .sort()
    .at(-1);
  const when = last ? ` at ${clock.format(new Date(last))}` : "";
  const where = kept ? `Saved on this device${when}.` : "Not saved: kept until you close the page.";
  return [
    make("strong", {}, `${given} of ${order.length} answered`),
    ` · Attempt ${number}, begun ${date(started)} · ${where}`,
  ];
}

/**
 * After the exam was changed under an open attempt.
 * @param {number} fresh how many questions are asked anew
 */
export function changedSentence(fresh) {
  const text =
    "The exam changed since you began. Questions that are new or worded differently are asked " +
    `anew: ${fresh} in all. Your other answers are kept.`;
  return make("p", { class: "exam__changed", role: "status" }, text);
}

/**
 * On coming back to an attempt that was handed in.
 * @param {import("./attempt.js").Attempt} attempt
 */
export function closedSentence({ number, submitted }) {
  return (
    `You closed attempt ${number} on ${date(submitted)}. To save its file again, fill in your ` +
    "details once more: they are not kept on this device."
  );
}

/**
 * What the learner does with the file.
 * @param {{name: string, email: string}} provider
 */
export function nextSteps({ name, email }) {
  const steps = [
    `Send the file to ${name}: ${email}. Send it as it is; an edited file is turned down.`,
    "Keep the file until you have your certificate.",
    "The provider grades your answers and sends you a certificate, or word that you did not pass.",
  ];
  return [
    make("h2", { id: "what-to-do-next" }, "What to do next"),
    make("ol", {}, ...steps.map((step) => make("li", {}, step))),
  ];
}

/**
 * The way to another attempt, folded away.
 * @param {number} number of the new attempt
 * @param {() => void} begin
 */
export function newAttemptPanel(number, begin) {
  const text =
    "Only if you did not pass. The answers of this attempt leave this device, and the questions " +
    "come in a new order. The file you saved stays yours.";
  return [
    make("summary", {}, "Begin a new attempt"),
    make("p", {}, text),
    button(`Begin attempt ${number}`, begin),
  ];
}
