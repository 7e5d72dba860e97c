/**
 * What happens, as it happens, for pages that look on: the newest events in one ring, from which
 * each viewer takes what it may see at its own pace.
 *
 * <p>Nothing here reads a clock, starts a thread or knows of HTTP: whoever serves a viewer asks it
 * again and again what is to be sent. May use {@code analytics}.
 */
@NullMarked
package dev.signalbox.portal.live;

import org.jspecify.annotations.NullMarked;
