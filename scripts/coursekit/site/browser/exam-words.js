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
  const { number, started, answers } = attempt;
  const { order } = attempt.drawn;
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
 * Above the table of answers.
 * @param {number} open how many questions have no answer
 */
export function missingSentence(open) {
  if (!open) {
    return (
      "Every question has an answer. Once you hand them in, the answers of this attempt stay as " +
      "they are. Nothing is sent by that: the last step saves a file."
    );
  }
  const questions = open === 1 ? "1 question has" : `${open} questions have`;
  return `${questions} no answer yet. Answer them before you hand in.`;
}

/**
 * Above what follows the exam.
 * @param {import("./attempt.js").Attempt} attempt
 */
export function closedSentence({ number, submitted }) {
  return (
    `The answers of attempt ${number} were handed in on ${date(submitted)}. What is left: the ` +
    "evaluation, your details, and the file that you send."
  );
}

/**
 * What the learner does with the file.
 * @param {import("./page.js").PageFacts} facts
 * @param {boolean} sealed
 */
export function nextSteps({ provider: { name, email }, root }, sealed) {
  const reader = sealed
    ? "It is sealed: only the provider can read it."
    : "Anyone who gets hold of the file can read it.";
  const steps = [
    `Send the file to ${name}: ${email}. Send it as it is; an edited file is turned down. ${reader}`,
    "Keep the file until you have your certificate.",
    "The provider grades your answers and sends you a certificate, or word that you did not pass.",
  ];
  return [
    make("h2", { id: "what-to-do-next" }, "What to do next"),
    make("ol", {}, ...steps.map((step) => make("li", {}, step))),
    make(
      "p",
      {},
      "While you wait, put ",
      make("a", { href: `${root}review/` }, "four short review sessions"),
      " into your calendar.",
    ),
  ];
}

/**
 * The way to another attempt, folded away.
 * @param {number} number of the new attempt
 * @param {() => void} begin
 */
export function newAttemptPanel(number, begin) {
  const text =
    "Only if you did not pass. The answers of this attempt leave this device, and other questions " +
    "are drawn as far as there are any. The file you saved stays yours.";
  return [
    make("summary", {}, "Begin a new attempt"),
    make("p", {}, text),
    button(`Begin attempt ${number}`, begin),
  ];
}
