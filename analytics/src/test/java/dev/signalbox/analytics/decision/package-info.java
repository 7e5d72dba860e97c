@NullMarked
package dev.signalbox.analytics.decision;

import org.jspecify.annotations.NullMarked;
