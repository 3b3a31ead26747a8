package dev.aistreaming.sample.demo;

/**
 * A section of a document.
 *
 * @param file the document's file name
 * @param title the document's title and the section's
 * @param text the section, in Markdown
 */
record Passage(String file, String title, String text) {}
