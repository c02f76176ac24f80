/**
 * Keeps the modules of the built site. Each is a function that runs when it is first used; a file
 * that holds further modules is loaded when one of them is.
 */

const courseModules = (() => {
  const home = document.currentScript.src;
  const written = {};
  const made = {};
  const coming = {};

  /** What the module exports. @param {string} name */
  const use = (name) => (made[name] ??= written[name](use, load));

  /** The same, once its files are here. @param {string} name */
  const load = async (name) => {
    await Promise.all(FILES[name].map((file) => (coming[file] ??= fetchFile(file))));
    return use(name);
  };

  const fetchFile = (file) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(file, home);
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
      document.head.append(script);
    });

  /** @param {Record<string, Function>} modules that a file holds */
  const add = (modules) => Object.assign(written, modules);

  return { add, use };
})();
