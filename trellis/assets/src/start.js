// Starts each component of the Design System wherever a page has it. One that fails leaves the page as it was.
export function begin(components) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const Component of components) {
    for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      try {
        new Component(element);
      } catch (error) {
        console.error(error);
      }
    }
  }
}
