/**
 * The files of the static web application: what there is, how it is packed, and which build it is.
 * Knows nothing of HTTP. May be used by {@code gateway.portal} only.
 */
@NullMarked
package dev.signalbox.portal.asset;

import org.jspecify.annotations.NullMarked;
