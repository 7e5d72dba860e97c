/** Tests of what is kept of prompts and answers. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.analytics.capture;
