"""The stops of the Tab key on a page, and whether it can be seen without a pointer where one is."""

from playwright.sync_api import Page

MOST_PARTS = 4
"""Month, day and year of a date, and what opens a calendar."""

PATIENCE = 10
"""Tenths of a second after which a fault is one."""

SMALL = {
    "phone, dark": {
        "viewport": {"width": 390, "height": 800},
        "color_scheme": "dark",
        "reduced_motion": "reduce",
    },
    "400 % zoom, light": {
        "viewport": {"width": 320, "height": 256},
        "color_scheme": "light",
        "reduced_motion": "reduce",
    },
}
"""Small windows in CSS pixels; one of 1280 by 1024 at 400 % has the second."""

LOOK = """() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const numbers = (globalThis.numbersOfStops ??= new Map());
  if (!numbers.has(stop)) numbers.set(stop, numbers.size);
  const name = (stop.ariaLabel || stop.textContent || stop.id).trim().slice(0, 60);
  const faults = [];

  if (
    !stop.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
    stop.closest("[inert], [aria-hidden=true]")
  ) faults.push("hidden");

  const parts = [0.02, 0.25, 0.5, 0.75, 0.98];
  const hit = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top && (stop.contains(top) || top.closest("label")?.control === stop);
  };
  // Of the part of it that is in the window.
  const within = (from, to, most) => [Math.max(from, 0), Math.min(to, most)];
  const inSight = [...stop.getClientRects()].some(({ left, right, top, bottom }) => {
    const [west, east] = within(left, right, innerWidth);
    const [north, south] = within(top, bottom, innerHeight);
    return parts.some((across) =>
      parts.some((down) => hit(west + (east - west) * across, north + (south - north) * down)),
    );
  });
  if (!inSight) faults.push("covered");

  const around = [stop, stop.parentElement, stop.closest("form"), ...(stop.labels ?? [])];
  const rings = around
    .filter((each) => each && getComputedStyle(each).outlineStyle !== "none")
    .map((each) => ({ each, style: getComputedStyle(each) }));
  const lightness = (color) => {
    const [red, green, blue] = color.match(/[\\d.]+/g).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (!/, 0\\)|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const isClear = ({ each, style }) => {
    if (style.outlineStyle === "auto") return true; // the browser's own, in two colours
    const pair = [style.outlineColor, ground(each.parentElement)].map(lightness);
    return parseFloat(style.outlineWidth) >= 2 && Math.max(...pair) / Math.min(...pair) >= 3;
  };
  if (!rings.some(isClear)) faults.push("no clear ring");
  return { number: numbers.get(stop), name, faults };
}"""
"""What has the focus, and what is wrong with that; null when nothing has."""


def press(page: Page, key: str) -> dict | None:
    """Press ``key`` and return the stop that has the focus then, with its ``name`` and ``faults``.

    It has to be visible, in sight at some point of it and not under what lies over the page
    (WCAG 2.4.11), with a ring of two pixels and a contrast of 3 around it (WCAG 2.4.7, 1.4.11).
    """
    page.keyboard.press(key)
    stop = page.evaluate(LOOK)
    for _ in range(PATIENCE):  # the search opens a moment later, and a busy machine scrolls late
        if not stop or not stop["faults"]:
            break
        page.wait_for_timeout(100)
        stop = page.evaluate(LOOK)
    return stop


def walk(page: Page, key: str = "Tab") -> tuple[int, list[str]]:
    """Press ``key`` until the focus leaves the page: how many stops it has, and what is wrong."""
    page.evaluate("document.activeElement.blur()")
    found, seen = [], []
    while (stop := press(page, key)) and (stop["number"] not in seen or is_date(seen, stop)):
        seen.append(stop["number"])
        found += [f"{stop['name']}: {fault}" for fault in stop["faults"]]
    if stop and stop["number"] != seen[0]:  # the first one follows the last one
        found.append(f"the focus goes from the last stop back to {stop['name']}")
    return len(set(seen)), found


def is_date(seen: list[int], stop: dict) -> bool:
    """Tell whether the focus is still in a field of a few parts, as one for a date is."""
    return seen[-1] == stop["number"] and seen.count(stop["number"]) < MOST_PARTS
