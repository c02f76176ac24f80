/** Prints one part of a page alone, which shows on paper only. */

/** @param {HTMLElement} paper of the class `print-alone` */
export function printAlone(paper) {
  paper.classList.add("print-alone--now");
  document.body.classList.add("prints-alone");
  globalThis.print();
  document.body.classList.remove("prints-alone");
  paper.classList.remove("print-alone--now");
}
