/** Tests of the answers that clients may continue. */
@NullMarked
package dev.signalbox.analytics.conversation;

import org.jspecify.annotations.NullMarked;
