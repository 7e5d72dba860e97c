@NullMarked
package dev.signalbox.analytics.rollup;

import org.jspecify.annotations.NullMarked;
