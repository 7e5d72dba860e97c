/** Rows as they are made before they are stored, whatever they are of. Uses nothing of ours. */
@NullMarked
package dev.signalbox.analytics.row;

import org.jspecify.annotations.NullMarked;
