/**
 * Answers that clients may continue, kept for all nodes. May use the store; knows nothing of what
 * is in them, as they come sealed.
 */
@NullMarked
package dev.signalbox.analytics.conversation;

import org.jspecify.annotations.NullMarked;
