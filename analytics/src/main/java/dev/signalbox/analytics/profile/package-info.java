/**
 * The profiles that were made while a gateway ran, as they are stored: every version as a text that
 * somebody else can read. Uses the store.
 */
@NullMarked
package dev.signalbox.analytics.profile;

import org.jspecify.annotations.NullMarked;
