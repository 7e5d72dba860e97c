/**
 * The centres that prompts are placed among, as they are stored: so that every process and every
 * start of a gateway uses the same. Uses the store; knows nothing of prompts.
 */
@NullMarked
package dev.signalbox.analytics.prompt;

import org.jspecify.annotations.NullMarked;
