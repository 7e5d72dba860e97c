@NullMarked
package dev.signalbox.analytics.record;

import org.jspecify.annotations.NullMarked;
