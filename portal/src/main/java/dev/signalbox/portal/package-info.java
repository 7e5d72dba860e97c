/**
 * What people see: JSON for the pages, the live stream, and the static web application.
 *
 * <p>Requests of clients are never handled here. May use {@code analytics}, {@code signals} and
 * {@code engine}; may be used by {@code gateway} only.
 */
@NullMarked
package dev.signalbox.portal;

import org.jspecify.annotations.NullMarked;
