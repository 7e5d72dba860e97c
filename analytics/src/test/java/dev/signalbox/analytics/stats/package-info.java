@NullMarked
package dev.signalbox.analytics.stats;

import org.jspecify.annotations.NullMarked;
