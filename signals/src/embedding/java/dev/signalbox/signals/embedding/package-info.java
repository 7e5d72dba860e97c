/**
 * Makes the table of word pieces that prompts are embedded with, out of an encoder that the program
 * itself does not need. Only built with the profile {@code embedding}; see {@code
 * docs/prompt-clusters.md}.
 */
@NullMarked
package dev.signalbox.signals.embedding;

import org.jspecify.annotations.NullMarked;
