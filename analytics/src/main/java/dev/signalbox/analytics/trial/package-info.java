/**
 * What a second policy would have decided of requests: stored as differences, summed, and listed.
 */
@NullMarked
package dev.signalbox.analytics.trial;

import org.jspecify.annotations.NullMarked;
