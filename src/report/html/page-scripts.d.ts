// #page-scripts: the scripts of report/html/client, each compiled into one text by page/scripts.ts when the product is built.
// They end no script element.

/** Of the page of a survey. */
export const surveyScript: string;
/** Of the page of one app. */
export const oneAppScript: string;
