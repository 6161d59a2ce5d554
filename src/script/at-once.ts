// Names of calls that run or keep what they are handed at once. Leaves what a call resolves to to resolve.ts.

/** What is handed to one of these does not wait for the call's result to be used. */
export const AT_ONCE =
  /^(?:then|catch|finally|map|forEach|filter|reduce|some|every|find|on|once|subscribe|addListener|addEventListener|setTimeout|setInterval|requestAnimationFrame|setImmediate|nextTick|watch|use[A-Z]\w*|call|apply|Promise|register\w*|ready)$/;
