/** What has to be in place before the theme's own script runs. */

import { startFileLinks } from "./file-links.js";
import { startLateSearch } from "./late-search.js";

// What only scripts can use is hidden from here on, and not before: they may never come.
document.documentElement.dataset.scripts = "";
if (location.protocol === "file:") startFileLinks();
startLateSearch();
