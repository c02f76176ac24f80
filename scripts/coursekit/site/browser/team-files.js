/**
 * Takes in what a supervisor was sent, sorted by kind, and says what was turned away and why; the
 * same as reports/team.py.
 */

import { canonical } from "./join.js";
import { readCompletion } from "./completion-file.js";
import { TurnedAway, parseSaved, whatItIs } from "./saved-file.js";
import { Unfit } from "./shape.js";
import { SIGNOFF, readSignoff } from "./signoff-file.js";
import { counts, standingOf } from "./standing.js";

/**
 * @typedef {{name: string, bytes?: Uint8Array<ArrayBuffer>, problem?: string}} Received one file
 *
 * @typedef {(bytes: Uint8Array<ArrayBuffer>) =>
 *   Promise<import("./team-certificates.js").CheckedCertificate>} Verify
 */

export class TeamFiles {
  /** @type {Map<string, import("./standing.js").Standing>} by person */
  standings = new Map();
  /** @type {{file: string, name: string, handedIn: string}[]} */
  older = [];
  /** @type {Map<string, import("./signoff-file.js").Signoff>} */
  signoffs = new Map();
  /** @type {Map<string, import("./team-certificates.js").CheckedCertificate>} */
  certificates = new Map();
  /** @type {{file: string, why: string}[]} */
  turnedAway = [];

  /**
   * @param {string} course its id; files for another one are turned away
   * @param {Verify} verify
   */
  constructor(course, verify) {
    this.course = course;
    this.verify = verify;
  }

  /** @param {Received} received */
  async take({ name, bytes, problem }) {
    try {
      if (problem) throw new TurnedAway(problem);
      if (isPdf(bytes)) await this.#takeCertificate(bytes);
      else if (isTable(name)) throw new TurnedAway(TABLE);
      else await this.#takeSaved(name, bytes);
    } catch (error) {
      this.turnedAway.push({ file: name, why: whyNot(error) });
    }
  }

  async #takeSaved(name, bytes) {
    const data = parseSaved(bytes);
    if ("credentialSubject" in data) await this.#takeCertificate(bytes);
    else if (data.format === "course-completion/1") {
      const { completion, code } = await readCompletion(data);
      this.#requireCourse(completion.course);
      this.#count(standingOf(name, completion, code));
    } else if (data.format === SIGNOFF) {
      const signoff = readSignoff(data);
      this.#requireCourse(signoff.course);
      this.signoffs.set(canonical(signoff), signoff);
    } else throw new TurnedAway(whatItIs(data));
  }

  async #takeCertificate(bytes) {
    const certificate = await this.verify(bytes);
    this.certificates.set(`${certificate.number} ${certificate.state}`, certificate);
  }

  #requireCourse({ id }) {
    if (this.course && id !== this.course) throw new TurnedAway(`for another course: ${id}`);
  }

  /** Lets the newest file of a person count. */
  #count(standing) {
    const other = this.standings.get(standing.key);
    if (!other) {
      this.standings.set(standing.key, standing);
      return;
    }
    const [newer, older] = counts(standing, other) ? [standing, other] : [other, standing];
    newer.older = other.older + 1;
    this.standings.set(newer.key, newer);
    this.older.push({ file: older.file, name: older.name, handedIn: older.handedIn });
  }
}

const TABLE = "a table; if it lists your team, give it by itself";

/** Whether a file is a table, by its name. @param {string} name */
export const isTable = (name) => /\.[ct]sv$/i.test(name);

/** @param {Uint8Array} bytes */
const isPdf = (bytes) =>
  new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).trimStart().startsWith("%PDF-");

/** In words; what nobody foresaw is an error of the page. */
function whyNot(error) {
  if (error instanceof TurnedAway || error instanceof Unfit) return error.message;
  throw error;
}
