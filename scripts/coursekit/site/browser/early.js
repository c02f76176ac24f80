/** What has to be in place before the theme's own script runs. */

import { startFileLinks } from "./file-links.js";
import { startLateSearch } from "./late-search.js";

if (location.protocol === "file:") startFileLinks();
startLateSearch();
