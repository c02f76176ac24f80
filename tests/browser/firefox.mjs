/**
 * A learner's way through the built site in Firefox, over WebDriver BiDi:
 *
 *     SITE=http://… MODULE=slug DOWNLOADS=folder FIREFOX=program node --test firefox.mjs
 *
 * The steps build on each other. The file that the learner saves is left in the folder.
 */

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import test, { after, before } from "node:test";
import puppeteer from "puppeteer-core";

const { SITE, MODULE, DOWNLOADS, FIREFOX } = process.env;
const LESSON = `modules/${MODULE}/`;
const PRACTICE = `quizzes/practice/${MODULE}/`;
const NOT_KEPT =
  "Your browser does not keep answers for this site; they last until you close the page.";

/** Firefox itself, and an error for every script of ours that threw. */
let browser;
let page;
const errors = [];

async function launch(prefs = {}) {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: {
      "browser.download.folderList": 2,
      "browser.download.dir": DOWNLOADS,
      "browser.download.always_ask_before_handling_new_types": false,
      ...prefs,
    },
  });
}

/** A new tab, in which an error of the course's own modules fails the run. */
async function tab(from = browser) {
  const opened = await from.newPage();
  await opened.setViewport({ width: 1280, height: 900 });
  opened.setDefaultTimeout(15_000);
  opened.on("pageerror", (error) => {
    if (/assets\/course\//.test(error.stack ?? "")) errors.push(error.stack);
  });
  return opened;
}

const go = (address, where = page) => where.goto(SITE + address);
const wait = (selector, where = page) => where.waitForSelector(selector);
const text = (selector, where = page) => where.$eval(selector, (element) => element.textContent);
const checked = (selector, where = page) => where.$eval(selector, (element) => element.checked);

/** Waits until an element says something. */
const says = (selector, words, where = page) =>
  where.waitForFunction(
    (selector, words) => document.querySelector(selector)?.textContent.includes(words),
    {},
    selector,
    words,
  );

/** Presses what can be seen of this selector, with the mouse. */
async function press(selector, where = page) {
  const element = await where.waitForSelector(selector, { visible: true });
  await element.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await element.click();
}

const pressButton = (name, where = page) => press(`button::-p-text(${name})`, where);

before(async () => {
  browser = await launch();
  page = await tab();
});
after(() => browser?.close());

test("a decision is kept over a reload", async () => {
  await go(LESSON);
  await wait(".decision__over");
  await press(".decision [data-option=a] summary");
  await says(".decision [data-option=a] summary", "Your first choice");
  assert.match(await text(".decision__result"), /^Your first choice is/);
  await page.reload();
  await says(".decision [data-option=a] summary", "Your first choice");
});

test("a section counts as read once its end was in sight for a moment", async () => {
  await go(LESSON);
  await wait(".where");
  const minutes = async () => Number(/About (\d+)/.exec(await text(".where"))[1]);
  const before = await minutes();
  await page.evaluate(() => {
    const { sections } = JSON.parse(document.getElementById("course-data").textContent).unit;
    const longest = sections.slice(0, -1).sort((a, b) => b.seconds - a.seconds)[0];
    const next = sections[sections.indexOf(longest) + 1];
    document.getElementById(next.id).scrollIntoView({ block: "center" });
  });
  await page.waitForFunction(
    (before) =>
      Number(/About (\d+)/.exec(document.querySelector(".where").textContent)[1]) < before,
    {},
    before,
  );
});

test("what is written is saved while typing, and on leaving in the middle of a word", async () => {
  await press("#firefox-w1 textarea");
  await page.keyboard.type("I would ask");
  await says("#firefox-w1 .write__said", "Kept on this device.");
  await page.keyboard.type(" firs");
  await go(PRACTICE);
  await go(LESSON);
  await wait("#firefox-w1 textarea");
  const kept = await page.$eval("#firefox-w1 textarea", (box) => box.value);
  assert.equal(kept, "I would ask firs");
});

const VERDICT = /^(Right|Not the best answer|Kept)/;

/** Says how sure one is, where the question asks for it, and waits for the verdict after `check`. */
async function checkAnswer(question, check, where = page) {
  for (const step of await where.$$(`${question} .question__sure input[value="75"]`)) {
    await step.evaluate((input) => input.click());
  }
  await check();
  await where.waitForFunction(
    (selector, words) => new RegExp(words).test(document.querySelector(selector).textContent),
    {},
    `${question} .question__result`,
    VERDICT.source,
  );
}

/** The selector of the question at a place on the practice page. */
async function question(place) {
  const names = await page.$$eval(".question", (all) => all.map((each) => each.dataset.question));
  return `[data-question="${names[place]}"]`;
}

test("an answer is kept over a reload, a choice that was not checked is not", async () => {
  await go(PRACTICE);
  await wait(".question__actions button + button");
  const [first, second] = [await question(0), await question(1)];
  await press(`${first} .question__option label`);
  await checkAnswer(first, () => press(`${first} [type=submit]`));
  await press(`${second} .question__option label`);
  const said = await text(`${first} .question__result`);
  await page.reload();
  await says(`${first} .question__result`, said);
  assert.equal(await checked(`${first} input`), true);
  // Firefox would put back what was ticked before the reload.
  assert.equal(await checked(`${second} input`), false);
});

test("arrow keys choose and never check", async () => {
  const third = await question(2);
  await page.focus(`${third} input`);
  await page.keyboard.press(" ");
  await page.keyboard.press("ArrowDown");
  const values = `${third} input:checked`;
  assert.deepEqual(await page.$$eval(values, (all) => all.map((each) => each.value)), ["b"]);
  assert.equal(await text(`${third} .question__result`), "");
  await checkAnswer(third, () => page.keyboard.press("Enter"));
});

test("two tabs show each other's answers and lose none", async () => {
  const [first, second] = [await question(0), await question(1)];
  const other = await tab();
  await go(PRACTICE, other);
  await wait(".question__actions button + button", other);
  assert.equal(await checked(`${first} input`, other), true);
  await press(`${second} .question__option label`, other);
  await checkAnswer(second, () => press(`${second} [type=submit]`, other), other);
  await page.waitForSelector(`${second} input:checked`);
  await other.close();
  const record = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) =>
      name.endsWith(location.pathname.split("/").at(-2)),
    );
    return JSON.parse(localStorage.getItem(key));
  });
  assert.equal(record.schema, 2);
  assert.ok(Object.keys(record.answers).length >= 3);
  assert.equal(record.notes["firefox-w1"].text, "I would ask firs");
});

test("the exam is taken, looked over and handed in", async () => {
  await go("exam/");
  await pressButton("Begin the exam");
  await press(".exam__question:not([hidden]) [data-option=a] label");
  await says(".exam__progress", "1 of ");
  const order = () =>
    page.$$eval(".exam__question:not([hidden])", (all) => all.map((each) => each.dataset.question));
  const drawn = await order();
  await page.reload();
  await says(".exam__progress", "1 of ");
  assert.deepEqual(await order(), drawn);
  for (const name of drawn.slice(1)) {
    await page.$eval(`[data-question="${name}"] input[value=a]`, (input) => input.click());
  }
  await says(".exam__progress", `${drawn.length} of ${drawn.length} answered`);
  await pressButton("Review my answers");
  assert.equal((await page.$$(".exam__review tbody tr")).length, drawn.length);
  await pressButton("Hand in these answers");
  await wait(".exam[data-state=submitted]");
  const open = await page.$$eval(".exam__question input:enabled", (all) => all.length);
  assert.equal(open, 0);
});

/** Fills in what the form asks for. */
async function fill() {
  for (const scale of await page.$$(".exam__evaluation .scale:has([data-required])")) {
    await scale.$eval("input[value='4']", (input) => input.click());
  }
  for (const [selector, value] of [
    ["#learner-name", "Zoë O’Brien"],
    ["input[name=jurisdiction]", "Ohio"],
    ["input[name=profession]", "LISW"],
    ["input[name=number]", "I.1234567"],
    ["#attestation-name", "Zoë O’Brien"],
  ]) {
    await press(selector);
    await page.keyboard.type(value);
  }
  await press("#attestation");
}

test("nothing personal is left after a reload, and the evaluation is", async () => {
  await fill();
  await page.reload();
  await wait(".exam[data-state=submitted]");
  const typed = await page.$$eval(".exam__details input", (all) =>
    all
      .filter(({ type, checked, value }) => (type === "checkbox" ? checked : value.trim()))
      .map((input) => input.name),
  );
  assert.deepEqual(typed, []);
  const rated = await page.$$eval(".exam__evaluation input:checked", (all) => all.length);
  assert.ok(rated > 0);
});

test("the request is saved", async () => {
  await fill();
  await pressButton("Save my certificate request");
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".exam__outcome")].some((each) =>
      /^Saved: /.test(each.textContent),
    ),
  );
  for (let tries = 0; tries < 100; tries += 1) {
    const files = await readdir(DOWNLOADS);
    if (files.length === 1 && files[0].endsWith(".json")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`not one file in ${DOWNLOADS}: ${await readdir(DOWNLOADS)}`);
});

test("no worker was installed and nothing put aside for offline use", async () => {
  const left = await page.evaluate(async () => [
    (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length,
  ]);
  assert.deepEqual(left, [0, 0]);
});

for (const [name, prefs] of [
  ["denied", { "network.cookie.cookieBehavior": 2 }],
  ["switched off", { "dom.storage.enabled": false }],
]) {
  test(`where storage is ${name}, the page works as long as it is open`, async () => {
    const bare = await launch(prefs);
    try {
      const opened = await tab(bare);
      await go(PRACTICE, opened);
      await says(".course-notice", NOT_KEPT, opened);
      await press(".question .question__option label", opened);
      await checkAnswer(".question", () => press(".question [type=submit]", opened), opened);
      assert.equal((await opened.$$(".course-notice")).length, 1);
    } finally {
      await bare.close();
    }
  });
}

test("no script of the course threw", () => {
  assert.deepEqual(errors, []);
});
